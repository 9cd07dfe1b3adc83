package dev.synod.sample.job;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** All that the jobs did. */
interface Deeds extends JpaRepository<Deed, Long> {

    boolean existsByJobAndFiring(String job, Instant firing);

    List<Deed> findTop1000ByJobOrderByFiringDesc(String job);
}
