package dev.synod.server.cli.process;

/** The exit codes of the verbs beside 0 (it held) and 2 (a wrong line), after the BSD's sysexits where they fit. */
public final class ExitCode {

    /** A step or a state was not as it must be. */
    public static final int FAILED = 1;

    /** No instance answered. */
    public static final int UNREACHABLE = 69;

    /** The lock was lost while the command ran; the command was ended. */
    public static final int LOCK_LOST = 74;

    /** The lock was not to be had within the wait. */
    public static final int NOT_ACQUIRED = 75;

    /** The instance refused the request itself: a bad name, no right. */
    public static final int REFUSED = 77;

    /** The command to run cannot be started; the shell's own code for it. */
    public static final int NO_SUCH_COMMAND = 127;

    /** Stopped by SIGTERM or Ctrl-C before there was a command to end. */
    public static final int STOPPED = 143;

    private ExitCode() {}
}
