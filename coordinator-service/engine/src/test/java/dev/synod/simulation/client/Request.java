package dev.synod.simulation.client;

import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.simulation.history.History.Query;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What a client asks of a node.
 *
 * @param within how long the node may take, by its own clock
 */
record Request<T>(Query<T> query, Function<Coordinator, CompletableFuture<Answer<T>>> call, Duration within) {}
