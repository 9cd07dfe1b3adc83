package dev.synod.embedded;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import dev.synod.client.SynodException;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import java.util.Optional;
import java.util.function.Function;

/** Requests of a thread that tells what it knows, and learns from each answer. */
final class Requests {

    private final Line line;

    Requests(Line line) {
        this.line = line;
    }

    Line line() {
        return line;
    }

    /** Has a command chosen; what is not {@code wanted} of its outcomes is thrown. */
    <T> T command(Command command, Function<Outcome, Optional<T>> wanted) {
        var outcome = submit(command);
        return wanted.apply(outcome).orElseThrow(() -> Refusals.of(outcome));
    }

    /** Has a command chosen whose thread tells what it knows, where it names a session. */
    Outcome submit(Command command) {
        var told = Knowledge.current();
        var knowing = told.isEmpty() || !command.namesSession() ? command : new Command.Knowing(told, command);
        return done(line.ask(node -> node.submit(knowing, Line.REQUEST_TIME)));
    }

    <T> T read(Function<Coordination, T> query) {
        return done(line.ask(node -> node.read(query, Line.REQUEST_TIME)));
    }

    /** What a read finds, and the session's time to live begins anew. */
    <T> T renew(SessionId session, Function<Coordination, T> query) {
        return done(line.ask(node -> node.renew(session, query, Line.REQUEST_TIME)));
    }

    /** The answer's value; its thread learns what the answer knows. */
    static <T> T done(Answer<T> answer) {
        if (answer instanceof Answer.Done<T>(var value, var position, var known)) {
            learn(known);
            return value;
        }
        throw failure(answer);
    }

    static void learn(CausalContext known) {
        Knowledge.learn(known);
    }

    private static SynodException failure(Answer<?> answer) {
        return answer instanceof Answer.Unknown<?> ? Refusals.unknownOutcome() : Refusals.overloaded();
    }
}
