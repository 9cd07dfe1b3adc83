package dev.synod.sample.job;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;

/** That a job was done: by whom, when, for which firing, under which fencing token. */
@Entity
public class Deed {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String job = "";
    private Instant firing = Instant.ofEpochMilli(0);
    private Instant done = Instant.ofEpochMilli(0);
    private long process;
    private long token;

    protected Deed() {}

    Deed(String job, Instant firing, Instant done, long token) {
        this.job = job;
        this.firing = firing;
        this.done = done;
        this.process = ProcessHandle.current().pid();
        this.token = token;
    }

    public long getId() {
        return id;
    }

    public String getJob() {
        return job;
    }

    public Instant getFiring() {
        return firing;
    }

    public Instant getDone() {
        return done;
    }

    public long getProcess() {
        return process;
    }

    public long getToken() {
        return token;
    }
}
