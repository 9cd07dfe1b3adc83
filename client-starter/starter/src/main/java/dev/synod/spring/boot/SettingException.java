package dev.synod.spring.boot;

/** A setting with which the application does not start. */
final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    SettingException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
