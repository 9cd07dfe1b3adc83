package dev.synod.server.cli.demo;

/** A step of the walk that did not hold. */
final class WalkFailed extends Exception {

    private static final long serialVersionUID = 1L;

    WalkFailed(String reason) {
        super(reason);
    }
}
