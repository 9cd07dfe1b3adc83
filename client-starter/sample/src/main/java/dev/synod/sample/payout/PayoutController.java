package dev.synod.sample.payout;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pays out when asked. */
@RestController
class PayoutController {

    private final Payouts payouts;

    PayoutController(Payouts payouts) {
        this.payouts = payouts;
    }

    @PostMapping("/accounts/{account}/payouts")
    Payout payOut(@PathVariable String account) {
        return payouts.payOut(account, null);
    }

    @GetMapping("/payouts")
    List<Payout> all() {
        return payouts.all();
    }
}
