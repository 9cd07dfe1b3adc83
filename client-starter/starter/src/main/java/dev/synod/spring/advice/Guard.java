package dev.synod.spring.advice;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** What stands around the calls of one method. */
interface Guard {

    @Nullable Object call(MethodInvocation invocation) throws Throwable;
}
