package dev.synod.spring.fence;

import dev.synod.client.Lease;
import dev.synod.spring.Fenced;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.StringValueResolver;

/** What the calls of annotated methods guard: the lease's name, or as {@link Fenced#value} says. */
final class FencedNames {

    private final StringValueResolver placeholders;
    private final SpelExpressionParser parser = new SpelExpressionParser();
    private final DefaultParameterNameDiscoverer parameters = new DefaultParameterNameDiscoverer();
    private final Map<Method, Optional<Expression>> expressions = new ConcurrentHashMap<>();

    FencedNames(StringValueResolver placeholders) {
        this.placeholders = placeholders;
    }

    String of(MethodInvocation call, Lease lease) {
        var target = call.getThis();
        var method = target == null
                ? call.getMethod()
                : AopUtils.getMostSpecificMethod(call.getMethod(), AopUtils.getTargetClass(target));
        var expression = expressions.computeIfAbsent(method, this::expression);
        return expression.isEmpty() ? lease.name() : name(expression.get(), call, method);
    }

    private String name(Expression expression, MethodInvocation call, Method method) {
        var context = new MethodBasedEvaluationContext(call.getThis(), method, call.getArguments(), parameters);
        var name = expression.getValue(context, String.class);
        if (name == null || name.isBlank()) {
            throw new IllegalStateException("@Fenced(\"" + expression.getExpressionString() + "\") on " + method
                    + " names nothing for this call: compile with -parameters, or name parameters #p0, #p1");
        }
        return name;
    }

    private Optional<Expression> expression(Method method) {
        var fenced = AnnotatedElementUtils.findMergedAnnotation(method, Fenced.class);
        var template = fenced == null ? null : placeholders.resolveStringValue(fenced.value());
        return template == null || template.isEmpty()
                ? Optional.empty()
                : Optional.of(parser.parseExpression(template, ParserContext.TEMPLATE_EXPRESSION));
    }
}
