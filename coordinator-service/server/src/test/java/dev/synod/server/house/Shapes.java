package dev.synod.server.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** The sizes of a file's methods and the names of its types. */
final class Shapes extends TreeScanner<@Nullable Void, ClassTree> {

    static final int METHOD_LINES = 60;
    static final int PARAMETERS = 4;

    /** Parts that say nothing about what the thing is. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            "Impl", "Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Abstract", "Default", "Data", "Info",
            "DTO", "Dto");

    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+");

    private final Source source;
    private final List<Finding> methods = new ArrayList<>();
    private final List<Finding> types = new ArrayList<>();

    private Shapes(Source source) {
        this.source = source;
    }

    static Shapes of(Source source) {
        var shapes = new Shapes(source);
        for (var type : source.tree().getTypeDecls()) {
            if (type instanceof ClassTree outermost) {
                shapes.scan(outermost, outermost);
            }
        }
        return shapes;
    }

    List<Finding> methods() {
        return methods;
    }

    List<Finding> types() {
        return types;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, ClassTree outer) {
        var words = WORD.matcher(type.getSimpleName()).results().map(match -> match.group()).toList();
        for (var word : words) {
            // A directory of data is what it is.
            if (EMPTY_WORDS.contains(word) && !type.getSimpleName().toString().startsWith("DataDirectory")) {
                types.add(at(type, type.getSimpleName() + ": '" + word + "' does not say what it is"));
            }
        }
        return super.visitClass(type, type);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, ClassTree owner) {
        var lines = line(endOf(method)) - line(startOf(afterAnnotations(method))) + 1;
        if (lines > METHOD_LINES) {
            methods.add(at(method, method.getName() + " has " + lines + " lines"));
        }
        if (!isOfRecordHeader(method, owner) && !overrides(method) && method.getParameters().size() > PARAMETERS) {
            methods.add(at(method, method.getName() + " takes " + method.getParameters().size() + ": make a record"));
        }
        if (isPublic(method) && !source.isTest() && method.getParameters().stream().anyMatch(Shapes::isBoolean)) {
            methods.add(at(method, method.getName() + " takes a boolean: name the two cases"));
        }
        return super.visitMethod(method, owner);
    }

    /** A table of cases in an annotation is no code. */
    private static Tree afterAnnotations(MethodTree method) {
        var returned = Optional.<Tree>ofNullable(method.getReturnType());
        return returned.or(() -> Optional.ofNullable(method.getBody())).orElse(method);
    }

    /** The compiler writes a record's canonical constructor as a method; in a file it has the header's parameters. */
    private static boolean isOfRecordHeader(MethodTree method, ClassTree owner) {
        return owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
    }

    private static boolean isPublic(MethodTree method) {
        return method.getModifiers().getFlags().contains(Modifier.PUBLIC) && !overrides(method);
    }

    /** What others have declared, others have shaped. */
    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    /** A boolean that selects what to do; a condition to check, named {@code holds}, is what the method is about. */
    private static boolean isBoolean(VariableTree parameter) {
        return String.valueOf(parameter.getType()).equals("boolean") && !parameter.getName().contentEquals("holds");
    }

    private long startOf(Tree tree) {
        return source.positions().getStartPosition(source.tree(), tree);
    }

    private long endOf(Tree tree) {
        return source.positions().getEndPosition(source.tree(), tree);
    }

    private long line(long position) {
        return position < 0 ? 0 : source.tree().getLineMap().getLineNumber(position);
    }

    private Finding at(Tree tree, String what) {
        return new Finding(source.path(), line(startOf(tree)), what);
    }
}
