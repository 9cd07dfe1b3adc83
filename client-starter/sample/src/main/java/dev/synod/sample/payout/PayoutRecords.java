package dev.synod.sample.payout;

import org.springframework.data.jpa.repository.JpaRepository;

/** All payouts. */
interface PayoutRecords extends JpaRepository<Payout, Long> {}
