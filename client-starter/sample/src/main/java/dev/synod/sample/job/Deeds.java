package dev.synod.sample.job;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;

/** All that the jobs did. */
interface Deeds extends JpaRepository<Deed, Long> {

    boolean existsByJobAndFiring(String job, Instant firing);
}
