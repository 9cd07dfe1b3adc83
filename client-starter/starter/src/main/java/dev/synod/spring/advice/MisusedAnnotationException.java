package dev.synod.spring.advice;

import java.lang.reflect.Method;

/** An annotation of Synod on a method where it cannot do what it says: the application does not start. */
public final class MisusedAnnotationException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String problem;
    private final String remedy;

    public MisusedAnnotationException(Method method, String problem, String remedy) {
        super(named(method) + " " + problem + ": " + remedy);
        this.problem = named(method) + " " + problem + ".";
        this.remedy = remedy;
    }

    public static String named(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }

    /** A sentence. */
    public String problem() {
        return problem;
    }

    /** What the application's author changes. */
    public String remedy() {
        return remedy;
    }
}
