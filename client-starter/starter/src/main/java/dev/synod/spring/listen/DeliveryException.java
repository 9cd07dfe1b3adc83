package dev.synod.spring.listen;

/** A listener failed with an event: its method threw, or could not be called, or its transaction refused to end. */
public final class DeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
