package dev.synod.sample.order;

import dev.synod.spring.CausalEvent;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders. */
@RestController
@RequestMapping("/orders")
class OrderController {

    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    /** What a customer sends. */
    record NewOrder(String account, long cents) {}

    @CausalEvent(topic = "orders", type = "order.placed", key = "#{#result.id}")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PlacedOrder place(@RequestBody NewOrder wanted) {
        return orders.save(new PlacedOrder(wanted.account(), wanted.cents()));
    }

    @GetMapping
    List<PlacedOrder> all() {
        return orders.findAll();
    }
}
