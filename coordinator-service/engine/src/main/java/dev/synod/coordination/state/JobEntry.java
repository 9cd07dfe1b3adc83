package dev.synod.coordination.state;

import dev.synod.coordination.Run;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.RunCodec;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.JobName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The newest runs of a job, by their firings. */
final class JobEntry {

    private final JobName name;
    private final NavigableMap<Instant, Run> runs = new TreeMap<>();
    /** The newest firing whose run is not remembered any more. */
    private Optional<Instant> forgottenThrough = Optional.empty();

    JobEntry(JobName name) {
        this.name = name;
    }

    JobName name() {
        return name;
    }

    Optional<Run> find(Instant firing) {
        return Optional.ofNullable(runs.get(firing));
    }

    Collection<Run> all() {
        return runs.values();
    }

    int size() {
        return runs.size();
    }

    /** Newest first. */
    List<Run> before(Optional<Instant> firing, int limit) {
        NavigableMap<Instant, Run> part = firing.map(bound -> runs.headMap(bound, false)).orElse(runs);
        return part.descendingMap().values().stream().limit(limit).toList();
    }

    Optional<Instant> forgottenThrough() {
        return forgottenThrough;
    }

    /** Whether a run of this firing may have been finished and forgotten. */
    boolean mayHaveForgotten(Instant firing) {
        return forgottenThrough.filter(newest -> !firing.isAfter(newest)).isPresent();
    }

    void put(Run run) {
        runs.put(run.firing(), run);
    }

    /** Forgets the run of the oldest firing that nobody is at. False where somebody is at each. */
    boolean forgetOldest() {
        for (Run run : runs.values()) {
            if (!(run.state() instanceof Run.State.Claimed)) {
                runs.remove(run.firing());
                forgottenThrough = Optional.of(forgottenThrough
                        .filter(before -> before.isAfter(run.firing()))
                        .orElse(run.firing()));
                return true;
            }
        }
        return false;
    }

    void digest(Digest digest) {
        digest.add(name.text()).add(forgottenThrough.toString()).add(runs.size());
        runs.values().forEach(run -> digest.add(run.toString()));
    }

    void write(Writer out) {
        out.text(name.text()).optional(forgottenThrough, Writer::instant).number(runs.size());
        runs.values().forEach(run -> RunCodec.write(run, out));
    }

    static JobEntry read(Reader in) {
        var job = new JobEntry(Parts.job(in));
        job.forgottenThrough = in.optional(Reader::instant);
        int count = in.count();
        for (int i = 0; i < count; i++) {
            Run run = RunCodec.read(job.name, in);
            if (!job.runs.isEmpty() && !run.firing().isAfter(job.runs.lastKey())) {
                throw Reader.malformed("runs of job " + job.name + " that are not in the order of their firings");
            }
            job.put(run);
        }
        return job;
    }
}
