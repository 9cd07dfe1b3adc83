package dev.synod.server.journal.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * A disk in memory that does what disks do: it keeps only what was forced, sector by sector, and fails where it is
 * told.
 *
 * <p>Every operation that changes something has a number, from 1 on; a {@link Trouble} may be planned for one.
 */
public final class SimulatedDisk implements Storage {

    /** What happens instead of an operation. */
    public enum Trouble {
        /** The power goes; a write is under way and may have arrived in any part. */
        POWER_CUT,
        /** The process is killed: a write was done up to its middle, and the machine goes on. */
        KILL,
        /** An error, nothing done; a force that fails leaves its pages clean. */
        FAILURE,
        /** There is no room, nothing done. */
        FULL,
        /** A write writes a part and says so. */
        SHORT,
    }

    private final TreeSet<Path> directories = new TreeSet<>();
    private final TreeSet<Path> claimed = new TreeSet<>();

    /** Names as the process sees them, and the changes among them that were not forced. */
    private final Map<Path, SimulatedFile> names = new TreeMap<>();

    private final Map<Path, SimulatedFile> storedNames = new TreeMap<>();
    /** By directory, in order: one may reach the disk before another does. */
    private final Map<Path, List<Runnable>> unforced = new TreeMap<>();

    private final Map<Integer, Trouble> plan = new TreeMap<>();
    private long limit = Long.MAX_VALUE;
    private int operations;
    private boolean off;

    /** Handles of a life before are dead. */
    private int life;

    /** A disk with the same content, all of it forced. */
    public synchronized SimulatedDisk copy() {
        SimulatedDisk copy = new SimulatedDisk();
        copy.directories.addAll(directories);
        names.forEach((path, file) -> copy.put(path, file.content()));
        return copy;
    }

    /** How many operations there were. */
    public synchronized int operations() {
        return operations;
    }

    /** True from a power cut or a kill until the restart. */
    public synchronized boolean isOff() {
        return off;
    }

    /** Has the operation {@code number} go wrong. */
    public synchronized void plan(int number, Trouble trouble) {
        plan.put(number, trouble);
    }

    /** How many bytes all files together may have: writing more fails. */
    public synchronized void limit(long bytes) {
        limit = bytes;
    }

    /** How many bytes all files together have. */
    public synchronized long used() {
        return names.values().stream().mapToLong(file -> file.content().length).sum();
    }

    /** The content of a file; not a copy. */
    public synchronized byte[] content(Path path) {
        return Optional.ofNullable(names.get(path)).orElseThrow().content();
    }

    /** Puts a file there, durably. */
    public synchronized void put(Path path, byte[] content) {
        SimulatedFile file = new SimulatedFile(content);
        names.put(path, file);
        storedNames.put(path, file);
    }

    /** Takes a file away, durably. */
    public synchronized void remove(Path path) {
        names.remove(path);
        storedNames.remove(path);
    }

    public synchronized void putDirectory(Path path) {
        directories.add(path);
    }

    /** The process ended; the machine did not. */
    public synchronized void restartProcess() {
        claimed.clear();
        plan.clear();
        off = false;
        life++;
    }

    /** The power goes and comes back; each sector and change of name that was not forced arrived, or not. */
    public synchronized void restartMachine(BooleanSupplier arrives) {
        restartProcess();
        List<SimulatedFile> files = new ArrayList<>(names.values());
        storedNames.values().stream().filter(file -> !files.contains(file)).forEach(files::add);
        files.forEach(file -> file.losePower(arrives));
        unforced.values().forEach(changes -> arriveInPart(changes, arrives));
        unforced.clear();
        names.clear();
        names.putAll(storedNames);
    }

    @Override
    public synchronized boolean exists(Path path) {
        return directories.contains(path) || names.containsKey(path);
    }

    @Override
    public synchronized boolean isDirectory(Path path) {
        return directories.contains(path);
    }

    @Override
    public synchronized void makeDirectory(Path directory) throws IOException {
        if (!directories.contains(directory)) {
            operate("makeDirectory");
            directories.add(directory);
        }
    }

    @Override
    public synchronized List<String> names(Path directory) {
        List<Path> all = new ArrayList<>(names.keySet());
        all.addAll(directories);
        return all.stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(path -> String.valueOf(path.getFileName()))
                .sorted()
                .toList();
    }

    @Override
    public synchronized StoredFile create(Path file) throws IOException {
        operate("create");
        if (names.containsKey(file)) {
            throw new IOException("exists: " + file);
        }
        SimulatedFile created = new SimulatedFile();
        names.put(file, created);
        unforced(file, () -> storedNames.put(file, created));
        return new Handle(created, life);
    }

    @Override
    public synchronized StoredFile open(Path file) throws IOException {
        return new Handle(existing(file), life);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        operate("rename");
        if (directories.contains(from)) {
            renameDirectory(from, to);
            return;
        }
        SimulatedFile file = existing(from);
        names.remove(from);
        names.put(to, file);
        Runnable stored = once(() -> {
            storedNames.remove(from);
            storedNames.put(to, file);
        });
        unforced(from, stored);
        if (!parentOf(from).equals(parentOf(to))) {
            unforced(to, stored);
        }
    }

    @Override
    public synchronized void deleteIfExists(Path file) throws IOException {
        if (names.containsKey(file)) {
            operate("delete");
            names.remove(file);
            unforced(file, () -> storedNames.remove(file));
        }
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        operate("forceDirectory");
        unforced.getOrDefault(directory, List.of()).forEach(Runnable::run);
        unforced.remove(directory);
    }

    @Override
    public synchronized Optional<Closeable> claim(Path file) throws IOException {
        operate("claim");
        if (!names.containsKey(file)) {
            put(file, new byte[0]);
        }
        if (!claimed.add(file)) {
            return Optional.empty();
        }
        int claimer = life;
        return Optional.of(() -> {
            if (claimer == life) {
                claimed.remove(file);
            }
        });
    }

    private void unforced(Path changed, Runnable stored) {
        unforced.computeIfAbsent(parentOf(changed), directory -> new ArrayList<>())
                .add(stored);
    }

    private static Path parentOf(Path path) {
        return Optional.ofNullable(path.getParent()).orElseThrow();
    }

    /** A change of two directories, which is stored when the first of them is. */
    private static Runnable once(Runnable change) {
        boolean[] done = new boolean[1];
        return () -> {
            if (!done[0]) {
                done[0] = true;
                change.run();
            }
        };
    }

    /** Directories that are moved arrive at once, with all that is in them. */
    private void renameDirectory(Path from, Path to) {
        for (Map<Path, SimulatedFile> each : List.of(names, storedNames)) {
            List<Path> below = each.keySet().stream().filter(path -> path.startsWith(from)).toList();
            below.forEach(path -> each.put(to.resolve(from.relativize(path)), each.remove(path)));
        }
        List<Path> moved = directories.stream().filter(path -> path.startsWith(from)).toList();
        moved.forEach(path -> directories.add(to.resolve(from.relativize(path))));
        directories.removeAll(moved);
    }

    private static void arriveInPart(List<Runnable> changes, BooleanSupplier arrives) {
        for (Runnable change : changes) {
            if (!arrives.getAsBoolean()) {
                return;
            }
            change.run();
        }
    }

    private SimulatedFile existing(Path path) throws NoSuchFileException {
        SimulatedFile file = names.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    /** Counts an operation, and does the trouble that is planned for it, unless it is a write's own. */
    private void operate(String what) throws IOException {
        Optional<Trouble> trouble = next();
        if (trouble.isPresent()) {
            fail(trouble.get(), what);
        }
    }

    private Optional<Trouble> next() {
        if (off) {
            throw new PowerCut();
        }
        operations++;
        return Optional.ofNullable(plan.get(operations));
    }

    private void fail(Trouble trouble, String what) throws IOException {
        switch (trouble) {
            case POWER_CUT, KILL -> {
                off = true;
                throw new PowerCut();
            }
            case FAILURE -> throw new IOException("planned failure of " + what);
            case FULL -> throw new NoRoom("planned want of room for " + what);
            case SHORT -> {
                // Only a write can be short.
            }
        }
    }

    private final class Handle implements StoredFile {

        private final SimulatedFile file;
        private final int opened;
        private boolean closed;

        Handle(SimulatedFile file, int opened) {
            this.file = file;
            this.opened = opened;
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedDisk.this) {
                check();
                return file.content().length;
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                check();
                byte[] content = file.content();
                if (position >= content.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), content.length - position);
                into.put(content, (int) position, count);
                return count;
            }
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                check();
                Optional<Trouble> trouble = next();
                int count = trouble.map(SimulatedDisk::partOf).orElse(Part.ALL).of(from.remaining());
                refuseAbove(position + count - file.content().length);
                byte[] bytes = new byte[count];
                from.get(bytes);
                file.write(bytes, position);
                if (trouble.isPresent()) {
                    fail(trouble.get(), "write");
                }
                return count;
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedDisk.this) {
                check();
                operate("truncate");
                file.truncate(size);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                check();
                Optional<Trouble> trouble = next();
                if (trouble.isPresent()) {
                    if (trouble.get() == Trouble.FAILURE) {
                        file.failForce();
                    }
                    fail(trouble.get(), "force");
                }
                file.force();
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        private void refuseAbove(long grown) throws IOException {
            if (grown > 0 && used() + grown > limit) {
                throw new NoRoom("no space left on the disk");
            }
        }

        private void check() throws IOException {
            if (off || opened != life) {
                throw new PowerCut();
            }
            if (closed) {
                throw new ClosedChannelException();
            }
        }
    }

    private enum Part {
        ALL,
        HALF,
        NONE;

        int of(int whole) {
            return switch (this) {
                case ALL -> whole;
                case HALF -> (whole + 1) / 2;
                case NONE -> 0;
            };
        }
    }

    private static Part partOf(Trouble trouble) {
        return switch (trouble) {
            case POWER_CUT -> Part.ALL;
            case KILL, SHORT -> Part.HALF;
            case FAILURE, FULL -> Part.NONE;
        };
    }
}
