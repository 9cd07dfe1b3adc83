package dev.synod.coordination.name;

/** Whose cursor it is: a reader of a topic, as its client calls it. */
public record ConsumerName(String text) implements Comparable<ConsumerName> {

    public ConsumerName {
        Names.checked(text);
    }

    @Override
    public int compareTo(ConsumerName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
