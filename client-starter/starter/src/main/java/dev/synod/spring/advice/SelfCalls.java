package dev.synod.spring.advice;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Calls of a class's annotated methods by the class itself, on {@code this}: they pass the proxy by. Found are those
 * whose arguments are variables and constants; not found are those with computed arguments, method references and
 * lambdas, those in a class that cannot be read, and those of a superclass.
 */
final class SelfCalls {

    private SelfCalls() {}

    static void requireNone(Class<?> type, Collection<Method> annotated) {
        try (var bytes = type.getResourceAsStream(type.getName().substring(type.getName().lastIndexOf('.') + 1)
                + ".class")) {
            if (bytes != null) {
                new ClassReader(bytes).accept(new Callers(type, annotated), ClassReader.SKIP_DEBUG);
            }
        } catch (IOException | IllegalArgumentException e) {
            // A class of a newer JDK than Spring reads, or made in memory: what cannot be read is not accused.
        }
    }

    /** The methods of the class, one after the other. */
    private static final class Callers extends ClassVisitor {

        private final Class<?> type;
        private final Collection<Method> annotated;

        Callers(Class<?> type, Collection<Method> annotated) {
            super(SpringAsmInfo.ASM_VERSION);
            this.type = type;
            this.annotated = annotated;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            var isBridge = (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_STATIC)) != 0;
            return isBridge ? null : new Calls(this, name);
        }

        private Optional<Method> annotated(String owner, String name, String descriptor) {
            return !owner.equals(Type.getInternalName(type))
                    ? Optional.empty()
                    : annotated.stream()
                            .filter(method -> method.getName().equals(name))
                            .filter(method -> Type.getMethodDescriptor(method).equals(descriptor))
                            .findAny();
        }
    }

    /** The calls of one method: {@code this} was pushed, then as many variables and constants as the call takes. */
    private static final class Calls extends MethodVisitor {

        private final Callers callers;
        private final String caller;
        private final ArrayDeque<Boolean> pushedThis = new ArrayDeque<>();

        Calls(Callers callers, String caller) {
            super(SpringAsmInfo.ASM_VERSION);
            this.callers = callers;
            this.caller = caller;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            var arguments = Type.getArgumentCount(descriptor);
            var onThis = pushedThis.stream().skip(arguments).findFirst().orElse(false);
            pushedThis.clear();
            if (!onThis || opcode != Opcodes.INVOKEVIRTUAL) {
                return;
            }
            callers.annotated(owner, name, descriptor).ifPresent(method -> {
                throw new MisusedAnnotationException(
                        method,
                        "is called by " + caller + "() of its own class, which passes the proxy by",
                        "Move it to another bean, or call it on the bean itself, injected as ObjectProvider.");
            });
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            if (opcode >= Opcodes.ISTORE) {
                pushedThis.clear();
            } else {
                pushedThis.push(opcode == Opcodes.ALOAD && variable == 0);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode <= Opcodes.DCONST_1) {
                pushedThis.push(false);
            } else {
                pushedThis.clear();
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            pushedThis.push(false);
        }

        @Override
        public void visitLdcInsn(Object value) {
            pushedThis.push(false);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            pushedThis.clear();
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            pushedThis.clear();
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            pushedThis.clear();
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            pushedThis.clear();
        }
    }
}
