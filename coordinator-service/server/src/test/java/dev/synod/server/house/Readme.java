package dev.synod.server.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The README, as tests read it. */
public record Readme(List<String> lines) {

    private static final Pattern FENCE = Pattern.compile("```(\\w*)");

    /** The one of this checkout. */
    public static Readme ofThisCheckout() throws IOException {
        return new Readme(Repository.here().text(Path.of("README.md")).orElseThrow().lines().toList());
    }

    /**
     * A fenced block.
     *
     * @param language the word behind the fence
     */
    public record Block(String language, List<String> lines) {}

    /** All fenced blocks, in order. */
    public List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        var inside = new ArrayList<String>();
        var language = "";
        var open = false;
        for (var line : lines) {
            var fence = FENCE.matcher(line);
            if (!fence.matches()) {
                inside.add(line);
                continue;
            }
            if (open) {
                blocks.add(new Block(language, List.copyOf(inside)));
            }
            open = !open;
            language = fence.group(1);
            inside.clear();
        }
        return blocks;
    }

    /** What a reader may paste, in order. */
    List<String> commands() {
        return blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.lines().stream())
                .toList();
    }
}
