package dev.synod.coordination.name;

/** An election. */
public record ElectionName(String text) implements Comparable<ElectionName> {

    public ElectionName {
        Names.checked(text);
    }

    @Override
    public int compareTo(ElectionName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
