package dev.synod.spring.advice;

import org.aopalliance.intercept.MethodInterceptor;

/** What stands around methods with {@link dev.synod.spring.Fenced}, where something does: here no database is known. */
public interface Fencing extends MethodInterceptor {}
