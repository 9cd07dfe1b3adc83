package dev.synod.sample.order;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** All orders. */
public interface Orders extends JpaRepository<PlacedOrder, Long> {

    List<PlacedOrder> findByAccountAndPaidOutFalse(String account);
}
