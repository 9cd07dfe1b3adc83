package dev.synod.coordination.name;

/** A process, as its operator calls it. */
public record ProcessName(String text) implements Comparable<ProcessName> {

    public ProcessName {
        Names.checked(text);
    }

    @Override
    public int compareTo(ProcessName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
