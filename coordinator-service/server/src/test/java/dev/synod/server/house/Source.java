package dev.synod.server.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One Java file as the compiler reads it.
 *
 * @param path from the repository's root
 */
record Source(String path, String text, CompilationUnitTree tree, SourcePositions positions) {

    static Source parse(String path, String text) throws IOException {
        return parseAll(Map.of(path, text)).getFirst();
    }

    /** One run of the compiler for all: it spends its time on starting. */
    static List<Source> parseAll(Map<String, String> textsByPath) throws IOException {
        var files = textsByPath.entrySet().stream()
                .map(file -> asFile(file.getKey(), file.getValue()))
                .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
        var positions = Trees.instance(task).getSourcePositions();
        var sources = new ArrayList<Source>();
        for (var tree : task.parse()) {
            var path = tree.getSourceFile().toUri().getPath().substring(1);
            sources.add(new Source(path, textsByPath.getOrDefault(path, ""), tree, positions));
        }
        return sources;
    }

    private static JavaFileObject asFile(String path, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Its package, which is its room. */
    String room() {
        return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    boolean isIn(String... rooms) {
        return List.of(rooms).stream().anyMatch(room -> room().equals(room) || room().startsWith(room + "."));
    }

    boolean isPure() {
        return !isTest() && isIn("dev.synod.paxos", "dev.synod.coordination", "dev.synod.invariant");
    }
}
