package dev.synod.server.archive.row;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The archived events of all clusters in the database. */
public interface EventRows extends Repository<EventRow, EventKey>, JpaSpecificationExecutor<EventRow> {

    EventRow save(EventRow row);

    @Query("select e from EventRow e where e.place.cluster = :cluster and e.process = :process and e.number = :number")
    Optional<EventRow> of(String cluster, String process, long number);

    /** Those of a process through a number that stand after a position, the newest first. */
    @Query("""
            select e from EventRow e
            where e.place.cluster = :#{#of.cluster} and e.process = :#{#of.process}
            and e.number <= :#{#of.through} and e.position > :#{#of.after} order by e.number desc""")
    List<EventRow> newest(Stretch of, Limit limit);

    @Query("select max(e.place.sequence) from EventRow e where e.place.cluster = :cluster and e.place.topic = :topic")
    Optional<Long> last(String cluster, String topic);

    @Query("""
            select max(e.place.sequence) from EventRow e where e.place.cluster = :cluster
            and e.place.topic = :topic and e.place.sequence < :sequence""")
    Optional<Long> lastBefore(String cluster, String topic, long sequence);

    @Query("select min(e.place.sequence) from EventRow e where e.place.cluster = :cluster and e.place.topic = :topic")
    Optional<Long> first(String cluster, String topic);

    @Query("""
            select min(e.place.sequence) from EventRow e where e.place.cluster = :cluster
            and e.place.topic = :topic and e.place.sequence > :sequence""")
    Optional<Long> firstAfter(String cluster, String topic, long sequence);

    @Query("""
            select count(e.position) from EventRow e
            where e.place.cluster = :#{#of.cluster} and e.place.topic = :#{#of.topic}
            and e.place.sequence > :#{#of.after} and e.place.sequence <= :#{#of.through}""")
    long count(Passage of);

    /** The last before the first gap. */
    @Query("""
            select min(e.place.sequence) from EventRow e
            where e.place.cluster = :#{#of.cluster} and e.place.topic = :#{#of.topic}
            and e.place.sequence > :#{#of.after} and e.place.sequence <= :#{#of.through}
            and not exists (select 1 from EventRow n where n.place.cluster = e.place.cluster
                and n.place.topic = e.place.topic and n.place.sequence = e.place.sequence + 1)""")
    Optional<Long> beforeGap(Passage of);
}
