package dev.synod.sample.payout;

import static java.util.Objects.requireNonNull;

import dev.synod.client.HeldLock;
import dev.synod.sample.order.Orders;
import dev.synod.sample.order.PlacedOrder;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.Fenced;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pays sellers out. */
@Service
public class Payouts {

    private final Orders orders;
    private final PayoutRecords payouts;

    Payouts(Orders orders, PayoutRecords payouts) {
        this.orders = orders;
        this.payouts = payouts;
    }

    /**
     * Pays all that an account has not been paid yet. The lock keeps two instances from paying at once; where one of
     * them stood still and has lost its lock without knowing, {@code @Fenced} keeps it from committing.
     *
     * @param lock given by Synod; a caller passes null
     */
    @DistributedLock(name = "payout-#{#account}")
    @Fenced
    @Transactional
    public Payout payOut(String account, @Nullable HeldLock lock) {
        var due = orders.findByAccountAndPaidOutFalse(account);
        due.forEach(PlacedOrder::payOut);
        long cents = due.stream().mapToLong(PlacedOrder::getCents).sum();
        return payouts.save(new Payout(account, cents, requireNonNull(lock).fencingToken()));
    }

    /** All that there were. */
    List<Payout> all() {
        return payouts.findAll();
    }
}
