package dev.synod.sample.order;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a customer has ordered from a seller; paid out to that seller once. */
@Entity
@Table(name = "placed_order")
public class PlacedOrder {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String account = "";
    private long cents;
    private boolean paidOut;

    protected PlacedOrder() {}

    public PlacedOrder(String account, long cents) {
        this.account = account;
        this.cents = cents;
    }

    public long getId() {
        return id;
    }

    /** The seller's. */
    public String getAccount() {
        return account;
    }

    public long getCents() {
        return cents;
    }

    public boolean isPaidOut() {
        return paidOut;
    }

    public void payOut() {
        paidOut = true;
    }
}
