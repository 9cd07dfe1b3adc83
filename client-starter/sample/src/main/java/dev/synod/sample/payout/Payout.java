package dev.synod.sample.payout;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** What was paid to a seller at once, and under which fencing token. */
@Entity
public class Payout {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String account = "";
    private long cents;
    private long token;

    protected Payout() {}

    Payout(String account, long cents, long token) {
        this.account = account;
        this.cents = cents;
        this.token = token;
    }

    public long getId() {
        return id;
    }

    public String getAccount() {
        return account;
    }

    public long getCents() {
        return cents;
    }

    public long getToken() {
        return token;
    }
}
