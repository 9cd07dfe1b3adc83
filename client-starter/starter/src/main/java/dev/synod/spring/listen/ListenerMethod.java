package dev.synod.spring.listen;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.event.Event;
import dev.synod.client.Leadership;
import dev.synod.client.Lease;
import dev.synod.spring.advice.Leases;
import dev.synod.spring.advice.MisusedAnnotationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A bean's method that is called with an event. */
final class ListenerMethod {

    private final Object bean;
    private final Method method;
    private final List<Argument> arguments;

    private ListenerMethod(Object bean, Method method, List<Argument> arguments) {
        this.bean = bean;
        this.method = method;
        this.arguments = arguments;
    }

    private interface Argument {
        @Nullable Object of(Event event, Leadership lead);
    }

    /**
     * A method as its bean's proxy has it.
     *
     * @throws MisusedAnnotationException where it asks for what an event cannot give
     */
    static ListenerMethod of(Object bean, Method method, Class<?> target, JsonMapper mapper) {
        var arguments = new ArrayList<Argument>();
        int ofData = 0;
        for (int parameter = 0; parameter < method.getParameterCount(); parameter++) {
            var type = method.getParameterTypes()[parameter];
            if (type == Event.class) {
                arguments.add((event, lead) -> event);
            } else if (type == CausalStamp.class) {
                arguments.add((event, lead) -> event.stamp());
            } else if (type == Leadership.class) {
                arguments.add((event, lead) -> lead);
            } else if (Lease.class.isAssignableFrom(type)) {
                throw new MisusedAnnotationException(
                        method, "asks for a " + type.getSimpleName(), "A listener has a Leadership: ask for that.");
            } else {
                ofData++;
                var resolved = ResolvableType.forMethodParameter(method, parameter, target).getType();
                arguments.add((event, lead) -> converted(event, resolved, mapper));
            }
        }
        if (ofData > 1) {
            throw new MisusedAnnotationException(
                    method,
                    "has " + ofData + " parameters for the data of one event",
                    "Keep one, of a type that the data becomes by Jackson; beside it there may be an Event, a"
                            + " CausalStamp and a Leadership.");
        }
        return new ListenerMethod(bean, callable(method, bean), List.copyOf(arguments));
    }

    private static Method callable(Method method, Object bean) {
        try {
            var callable = AopUtils.selectInvocableMethod(method, bean.getClass());
            ReflectionUtils.makeAccessible(callable);
            return callable;
        } catch (IllegalStateException inNoInterface) {
            throw new MisusedAnnotationException(
                    method,
                    "is in no interface of its bean, whose proxy has only those",
                    "Declare it in an interface, or set spring.aop.proxy-target-class to true.");
        }
    }

    private static @Nullable Object converted(Event event, Type type, JsonMapper mapper) {
        try {
            return mapper.convertValue(event.data(), mapper.constructType(type));
        } catch (JacksonException | IllegalArgumentException unlike) {
            throw new DeliveryException("the data of " + event.id() + " is no " + type.getTypeName(), unlike);
        }
    }

    /**
     * Gives it the event, under the lead.
     *
     * @throws DeliveryException with what it threw
     */
    void call(Event event, Leadership lead) {
        var given = arguments.stream().map(argument -> argument.of(event, lead)).toArray();
        try {
            Leases.<@Nullable Object>with(lead, () -> method.invoke(bean, given));
        } catch (InvocationTargetException thrown) {
            throw new DeliveryException(this + " failed with " + event.id(), thrown.getTargetException());
        } catch (Exception uncalled) {
            throw new DeliveryException(this + " could not be called with " + event.id(), uncalled);
        }
    }

    @Override
    public String toString() {
        return MisusedAnnotationException.named(method);
    }
}
