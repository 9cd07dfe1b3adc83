package dev.synod.server.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A test of the API over HTTP. All of them share one server, so each names its own locks, elections and processes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = ServerUnderTest.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@interface RestDoorTest {}
