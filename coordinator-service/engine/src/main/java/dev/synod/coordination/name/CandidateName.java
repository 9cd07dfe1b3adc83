package dev.synod.coordination.name;

/** A candidate of an election, as its client calls it. */
public record CandidateName(String text) implements Comparable<CandidateName> {

    public CandidateName {
        Names.checked(text);
    }

    @Override
    public int compareTo(CandidateName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
