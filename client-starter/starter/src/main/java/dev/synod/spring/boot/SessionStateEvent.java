package dev.synod.spring.boot;

import dev.synod.client.Connection;

/** This process's session has changed its state: what an application's {@code @EventListener} is told. */
public record SessionStateEvent(Connection.State state) {}
