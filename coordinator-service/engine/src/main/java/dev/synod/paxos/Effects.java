package dev.synod.paxos;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.SendEarly;
import java.util.ArrayList;
import java.util.List;

/** The effects of a step, in the order in which they were decided. */
final class Effects {

    private List<Effect> gathered = new ArrayList<>();

    void persist(Persist written) {
        gathered.add(written);
    }

    void send(NodeId to, Message message) {
        gathered.add(new Send(to, message));
    }

    void sendEarly(NodeId to, Message message) {
        gathered.add(new SendEarly(to, message));
    }

    void add(Effect effect) {
        gathered.add(effect);
    }

    /** Everything since the last call. */
    List<Effect> taken() {
        var taken = gathered;
        gathered = new ArrayList<>();
        return taken;
    }
}
