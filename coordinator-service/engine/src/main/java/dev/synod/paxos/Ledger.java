package dev.synod.paxos;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The chosen decrees in slot order, without gap, from the first that is not truncated.
 *
 * <p>They stand in pages that are only ever written behind what is there. So a part of the ledger is shown without
 * being copied, also to another thread, and the beginning is truncated by the page, without a look at each decree.
 */
final class Ledger {

    private static final int PAGE = 1_024;

    private final List<Page> pages = new ArrayList<>();

    /** The slot before the first of the first page. */
    private long base;

    private Slot truncated = Slot.ZERO;
    private Slot last = Slot.ZERO;
    private long bytes;

    private static final class Page {

        private final Decree[] decrees = new Decree[PAGE];
        private long bytes;

        private void put(int at, Decree decree) {
            decrees[at] = decree;
            bytes += decree.size();
        }

        /** The same page without what stands before {@code first}. */
        private Page from(int first) {
            var rest = new Page();
            for (int at = first; at < PAGE && decrees[at] != null; at++) {
                rest.put(at, decrees[at]);
            }
            return rest;
        }
    }

    /** Decrees of these pages as they were: what is written behind them since does not show. */
    private static final class Part extends AbstractList<Decree> implements RandomAccess {

        private final Page[] pages;
        private final int from;
        private final int size;

        private Part(Page[] pages, int from, int size) {
            this.pages = pages;
            this.from = from;
            this.size = size;
        }

        @Override
        public Decree get(int place) {
            int at = from + Objects.checkIndex(place, size);
            return pages[at / PAGE].decrees[at % PAGE];
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** The slots through this one are truncated. */
    Slot truncated() {
        return truncated;
    }

    /** The last slot that holds a decree. */
    Slot last() {
        return last;
    }

    /** Bytes of the decrees that are not truncated, about. */
    long bytes() {
        return bytes;
    }

    /** Adds the next slot's decree. */
    void add(Decree decree) {
        int at = place(last.next());
        if (at == pages.size() * PAGE) {
            pages.add(new Page());
        }
        pages.getLast().put(at % PAGE, decree);
        bytes += decree.size();
        last = last.next();
    }

    /** The decree of a slot that is there. */
    Decree get(Slot slot) {
        if (!slot.isAbove(truncated) || slot.isAbove(last)) {
            throw new IndexOutOfBoundsException(slot + " of a ledger from " + truncated.next() + " to " + last);
        }
        int at = place(slot);
        return pages.get(at / PAGE).decrees[at % PAGE];
    }

    /** The decrees from {@code first} on, which is not truncated, to the last of now. Any thread may read them. */
    List<Decree> from(Slot first) {
        if (!first.isAbove(truncated) || first.isAbove(last.next())) {
            throw new IndexOutOfBoundsException(first + " of a ledger from " + truncated.next() + " to " + last);
        }
        int page = place(first) / PAGE;
        var shown = pages.subList(Math.min(page, pages.size()), pages.size()).toArray(Page[]::new);
        return new Part(shown, place(first) % PAGE, (int) (last.number() - first.number() + 1));
    }

    /** Forgets the decrees through {@code through}, which holds one. */
    void truncate(Slot through) {
        int left = place(through.next());
        var old = pages.subList(0, left / PAGE);
        old.forEach(page -> bytes -= page.bytes);
        old.clear();
        base += left - left % PAGE;
        if (left % PAGE > 0) {
            bytes -= pages.getFirst().bytes;
            pages.set(0, pages.getFirst().from(left % PAGE));
            bytes += pages.getFirst().bytes;
        }
        truncated = through;
    }

    /** Begins anew behind {@code through}, with nothing. */
    void beginAnew(Slot through) {
        pages.clear();
        bytes = 0;
        base = through.number();
        truncated = through;
        last = through;
    }

    private int place(Slot slot) {
        return Math.toIntExact(slot.number() - base - 1);
    }
}
