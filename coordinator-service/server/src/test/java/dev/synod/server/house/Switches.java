package dev.synod.server.house;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Switches that have a default although their cases name a closed family's members.
 *
 * <p>A default belongs to an open world: numbers and texts. Cases that are patterns or names of constants that the file
 * does not define as a number or a text name the members of a sealed interface or an enum.
 */
final class Switches extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final Source source;
    private final Set<String> constants = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private Switches(Source source) {
        this.source = source;
    }

    /**
     * In pure rooms always; elsewhere only where every case is a name, since a pattern may be one of an open
     * family.
     */
    static List<Finding> defaults(Source source) {
        var switches = new Switches(source);
        switches.scan(source.tree(), null);
        return switches.findings;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
        if (variable.getModifiers().getFlags().contains(Modifier.STATIC)) {
            constants.add(variable.getName().toString());
        }
        return super.visitVariable(variable, null);
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void unused) {
        check(tree, tree.getCases());
        return super.visitSwitch(tree, null);
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
        check(tree, tree.getCases());
        return super.visitSwitchExpression(tree, null);
    }

    private void check(Tree tree, List<? extends CaseTree> cases) {
        var labels = cases.stream().flatMap(each -> each.getLabels().stream()).toList();
        var hasDefault = labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
        if (hasDefault && labels.stream().anyMatch(this::isMember)) {
            var start = source.positions().getStartPosition(source.tree(), tree);
            var line = source.tree().getLineMap().getLineNumber(start);
            findings.add(new Finding(source.path(), line, "a default beside the members of a closed family"));
        }
    }

    private boolean isMember(Tree label) {
        return switch (label) {
            case PatternCaseLabelTree pattern -> source.isPure();
            case ConstantCaseLabelTree constant ->
                source.isPure()
                        && !(constant.getConstantExpression() instanceof LiteralTree)
                        && !constants.contains(constant.getConstantExpression().toString());
            default -> false;
        };
    }
}
