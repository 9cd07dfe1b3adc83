package dev.synod.spring.advice;

import java.lang.reflect.Method;

/** Makes the guard of a method from its annotation; what is wrong with that, it finds here. */
interface Guards {

    /**
     * The guard of a method as its class has it.
     *
     * @throws MisusedAnnotationException where the annotation cannot do what it says
     */
    Guard of(Method method, Class<?> target);
}
