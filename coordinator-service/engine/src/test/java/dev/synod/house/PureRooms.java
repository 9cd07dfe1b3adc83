package dev.synod.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What makes a room pure: (state, input) gives (state', effects), the same on every machine and in every run. */
final class PureRooms {

    /**
     * Values and collections. Records and switches bring {@code java.lang.runtime}, lambdas {@code
     * java.lang.invoke}; Jackson's annotations say how a value looks as JSON, and do nothing.
     */
    private static final String[] VALUES = {
        "java.lang", "java.lang.annotation", "java.lang.invoke", "java.lang.runtime", "java.util", "java.util.function",
        "java.util.stream", "java.util.regex", "java.util.zip", "java.time", "java.nio", "java.nio.charset",
        "org.jspecify.annotations", "com.fasterxml.jackson.annotation", "dev.synod.api", "dev.synod.api.clock"
    };

    /** What stands in those packages and is no value: time, chance, threads, the world, and orders by hash. */
    private static final List<Class<?>> IMPURE = List.of(
            Thread.class, ThreadLocal.class, Runtime.class, Process.class, ProcessBuilder.class, ProcessHandle.class,
            ClassLoader.class, Clock.class, InstantSource.class, Random.class, SplittableRandom.class,
            UUID.class, Timer.class, TimerTask.class, Scanner.class, ServiceLoader.class, HashMap.class, HashSet.class,
            IdentityHashMap.class, WeakHashMap.class);

    private static final Set<String> HASH_ORDERED_COLLECTORS =
            Set.of("toSet", "toUnmodifiableSet", "toMap", "toUnmodifiableMap", "groupingBy");

    private final String[] rooms;

    /** Rules for the packages that these patterns of ArchUnit name. */
    PureRooms(String... rooms) {
        this.rooms = rooms.clone();
    }

    ArchRule importOnlyValues() {
        return classes().that().resideInAnyPackage(rooms)
                .should().onlyDependOnClassesThat(resideInAnyPackage(VALUES)
                        .or(resideInAnyPackage(rooms))
                        .or(describe("arrays and primitives", type -> type.isPrimitive() || type.isArray()))
                        .and(DescribedPredicate.not(impure())))
                .because("a pure room has no clock, thread, chance, logger or I/O, and no order by hash:"
                        + " the same inputs give the same effects on every node and in every repeated seed");
    }

    private static DescribedPredicate<JavaClass> impure() {
        return describe(
                "are time, chance, threads, the world or orders by hash",
                type -> IMPURE.stream().anyMatch(type::isEquivalentTo));
    }

    ArchRule readNoClock() {
        return noClasses().that().resideInAnyPackage(rooms)
                .should().accessTargetWhere(describe("a clock is read", PureRooms::readsClock))
                .because("a slot is never decided by a wall clock; time arrives as an input, carried by the loop");
    }

    private static boolean readsClock(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        return (owner.isEquivalentTo(System.class) && !access.getName().equals("arraycopy"))
                || (owner.getPackageName().equals("java.time") && access.getName().equals("now"));
    }

    ArchRule drawNoLots() {
        return noClasses().that().resideInAnyPackage(rooms)
                .should().accessTargetWhere(describe("chance decides", PureRooms::draws))
                .because("chance arrives as an input, drawn from the node's Dice; a seed must repeat a run");
    }

    private static boolean draws(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        return (owner.isEquivalentTo(Math.class) && access.getName().equals("random"))
                || (owner.isEquivalentTo(Collections.class) && access.getName().equals("shuffle"));
    }

    ArchRule keepAnOrder() {
        return noClasses().that().resideInAnyPackage(rooms)
                .should().accessTargetWhere(describe("a collection has no order of its own", PureRooms::forgetsOrder))
                .because("Set.of, Map.copyOf and their like iterate in an order that each JVM salts anew:"
                        + " two nodes would apply one decree differently. Use a sorted or a linked collection");
    }

    private static boolean forgetsOrder(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        if (owner.isEquivalentTo(Collectors.class)) {
            var withSupplier = access instanceof JavaMethodCall call
                    && call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(Supplier.class));
            return HASH_ORDERED_COLLECTORS.contains(access.getName()) && !withSupplier;
        }
        if (!owner.isEquivalentTo(Set.class) && !owner.isEquivalentTo(Map.class)) {
            return false;
        }
        return access.getName().equals("copyOf")
                || access.getName().equals("ofEntries")
                || (access.getName().equals("of") && holdsSeveral(access));
    }

    private static boolean holdsSeveral(JavaAccess<?> access) {
        var one = access.getTargetOwner().isEquivalentTo(Set.class) ? 1 : 2;
        return access instanceof JavaMethodCall call
                && call.getTarget().getRawParameterTypes().size() > one;
    }

    ArchRule shareNothing() {
        return methods().that().areDeclaredInClassesThat().resideInAnyPackage(rooms)
                .should().notHaveModifier(JavaModifier.SYNCHRONIZED)
                .because("one thread owns a node's state: a lock in a pure room says that somebody shared it");
    }

    ArchRule hideNothingFromOtherThreads() {
        return fields().that().areDeclaredInClassesThat().resideInAnyPackage(rooms)
                .should().notHaveModifier(JavaModifier.VOLATILE)
                .because("one thread owns a node's state: a volatile field in a pure room says somebody shared it");
    }

    ArchRule haveNoMutableStatics() {
        return fields().that().areDeclaredInClassesThat().resideInAnyPackage(rooms).and().areStatic()
                .should().beFinal()
                .because("two nodes live in one JVM in every simulation: what they share is no part of either's state");
    }

    List<ArchRule> rules() {
        return List.of(
                importOnlyValues(), readNoClock(), drawNoLots(), keepAnOrder(), shareNothing(),
                hideNothingFromOtherThreads(), haveNoMutableStatics());
    }
}
