package dev.synod.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Which room may know which: dependencies point one way. */
public final class Imports {

    private Imports() {}

    /** The one room may not import the other; the reason tells why. */
    public static ArchRule strangers(String oneRoom, String otherRoom, String reason) {
        return noClasses().that().resideInAPackage(oneRoom)
                .should().dependOnClassesThat().resideInAPackage(otherRoom)
                .because(reason);
    }

    /** The room imports nothing else. */
    public static ArchRule only(String room, String... allowed) {
        return classes().that().resideInAPackage(room)
                .should().onlyDependOnClassesThat().resideInAnyPackage(allowed)
                .because("the engine decides the same in a server, in a test's JVM and in a simulation:"
                        + " it knows no framework, no network and no file");
    }

    /** Each package is a slice of its own: a room and its side rooms may not know each other both ways either. */
    public static ArchRule noCycles(String root) {
        return slices().matching(root + ".(**)")
                .should().beFreeOfCycles()
                .because("two rooms that know each other are one room, and are read, tested and changed as one");
    }

    /** Every package with a class in it says {@code @NullMarked}. */
    public static ArchRule everyPackageIsNullMarked(String root) {
        return classes().that().resideInAPackage(root)
                .should(beNullMarked())
                .because("absence is Optional or a sealed case; only a marked package is checked for nulls");
    }

    private static ArchCondition<JavaClass> beNullMarked() {
        return new ArchCondition<>("be in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var home = type.getPackage();
                events.add(new SimpleConditionEvent(
                        type, home.isAnnotatedWith(NullMarked.class), home.getName() + " is not @NullMarked"));
            }
        };
    }
}
