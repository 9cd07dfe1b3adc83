package dev.synod.spring.advice;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * A name with SpEL in it, such as {@code payout-#{#account}}, over the parameters of a method: by their names, or as
 * {@code #p0}. Read and checked once; it sees the arguments and nothing else, no beans and no types.
 */
public final class NameTemplate {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");
    private static final Pattern TEXT = Pattern.compile("(?s).{1,500}");
    private static final String RESULT = "result";

    private final Method method;
    private final Pattern form;
    private final List<Expression> parts;
    private final List<String> parameters;

    private NameTemplate(Method method, Pattern form, List<Expression> parts, List<String> parameters) {
        this.method = method;
        this.form = form;
        this.parts = parts;
        this.parameters = parameters;
    }

    /**
     * Reads a template whose placeholders have been resolved.
     *
     * @throws MisusedAnnotationException where it is no SpEL, names what is no parameter, or is no name
     */
    public static NameTemplate of(String template, Method method) {
        return read(template, method, NAME);
    }

    /**
     * Reads a template of any text up to 500 characters, over the method's result too: {@code #result}.
     *
     * @throws MisusedAnnotationException as {@link #of}
     */
    static NameTemplate ofResult(String template, Method method) {
        return read(template, method, TEXT);
    }

    private static NameTemplate read(String template, Method method, Pattern form) {
        if (!template.contains("#{")) {
            if (!form.matcher(template).matches()) {
                throw new MisusedAnnotationException(method, "names '" + template + "'", rule(form));
            }
            return new NameTemplate(method, form, List.of(new LiteralExpression(template)), List.of());
        }
        var parameters = parameters(method);
        var parts = parse(template, method);
        for (var variable : variables(parts)) {
            if (!parameters.contains(variable)
                    && !isPosition(variable, method)
                    && !(form == TEXT && variable.equals(RESULT))) {
                throw new MisusedAnnotationException(
                        method,
                        "names #" + variable + " in '" + template + "', and has no parameter of that name",
                        parameters.isEmpty() && method.getParameterCount() > 0
                                ? "Compile with -parameters, or say #p0 for the first parameter."
                                : "Name one of its parameters: " + parameters + ".");
            }
        }
        return new NameTemplate(method, form, parts, parameters);
    }

    /** The name for these arguments; never one that an absent argument has made another's. */
    public String of(@Nullable Object[] arguments) {
        return isConstant() ? parts.get(0).getExpressionString() : in(context(arguments));
    }

    /** The text for these arguments and this result. */
    String of(@Nullable Object[] arguments, Object result) {
        var context = context(arguments);
        context.setVariable(RESULT, result);
        return in(context);
    }

    private boolean isConstant() {
        return parts.size() == 1 && parts.get(0) instanceof LiteralExpression;
    }

    private String in(EvaluationContext context) {
        var name = new StringBuilder();
        for (var part : parts) {
            var value = part.getValue(context, String.class);
            if (value == null) {
                throw new IllegalArgumentException("#{" + part.getExpressionString() + "} is null for "
                        + MisusedAnnotationException.named(method));
            }
            name.append(value);
        }
        if (!form.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "', for " + MisusedAnnotationException.named(method) + ", is no name: " + rule(form));
        }
        return name.toString();
    }

    private EvaluationContext context(@Nullable Object[] arguments) {
        var context = SimpleEvaluationContext.forReadOnlyDataBinding()
                .withInstanceMethods()
                .build();
        for (int argument = 0; argument < arguments.length; argument++) {
            context.setVariable("p" + argument, arguments[argument]);
            if (argument < parameters.size()) {
                context.setVariable(parameters.get(argument), arguments[argument]);
            }
        }
        return context;
    }

    private static List<Expression> parse(String template, Method method) {
        try {
            var read = new SpelExpressionParser().parseExpression(template, new TemplateParserContext());
            return read instanceof CompositeStringExpression several
                    ? List.of(several.getExpressions())
                    : List.of(read);
        } catch (ParseException e) {
            throw new MisusedAnnotationException(
                    method,
                    "has the name '" + template + "', which is no SpEL: " + e.getSimpleMessage(),
                    "Correct what stands between #{ and }.");
        }
    }

    private static Set<String> variables(List<Expression> parts) {
        var names = new HashSet<String>();
        var unread = new ArrayList<SpelNode>();
        parts.forEach(part -> Stream.of(part)
                .filter(SpelExpression.class::isInstance)
                .forEach(spel -> unread.add(((SpelExpression) spel).getAST())));
        while (!unread.isEmpty()) {
            var node = unread.remove(unread.size() - 1);
            if (node instanceof VariableReference variable && !List.of("#this", "#root").contains(node.toStringAST())) {
                names.add(variable.toStringAST().substring(1));
            }
            for (int child = 0; child < node.getChildCount(); child++) {
                unread.add(node.getChild(child));
            }
        }
        return names;
    }

    private static boolean isPosition(String variable, Method method) {
        for (int position = 0; position < method.getParameterCount(); position++) {
            if (variable.equals("p" + position)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> parameters(Method method) {
        var names = new DefaultParameterNameDiscoverer().getParameterNames(method);
        return names == null ? List.of() : Stream.of(names).map(String::valueOf).toList();
    }

    private static String rule(Pattern form) {
        return form == TEXT
                ? "A key has 1 to 500 characters."
                : "A name has 1 to 200 of the characters A-Z a-z 0-9 . _ : - and begins with a letter or a digit.";
    }
}
