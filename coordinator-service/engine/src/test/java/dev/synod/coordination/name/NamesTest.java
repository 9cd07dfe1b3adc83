package dev.synod.coordination.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What things may be called. */
class NamesTest {

    private static final Pattern CONTRACT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    @Test
    void eachCharacterIsAllowedWhereTheContractAllowsIt() {
        for (int unit = 0; unit <= 0xFFFF; unit++) {
            assertAllowedAsByContract(Character.toString((char) unit));
            assertAllowedAsByContract("a" + (char) unit);
            assertAllowedAsByContract("a" + (char) unit + "b");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 199, 200, 201, 1_000})
    void eachLengthIsAllowedWhereTheContractAllowsIt(int length) {
        assertAllowedAsByContract("x".repeat(length));
    }

    private static void assertAllowedAsByContract(String name) {
        boolean allowed = true;
        try {
            var made = new LockName(name);
            allowed = made.text().equals(name);
        } catch (IllegalArgumentException refused) {
            allowed = false;
        }
        if (allowed != CONTRACT.matcher(name).matches()) {
            assertThat(allowed).as("\"%s\" allowed", name).isEqualTo(!allowed);
        }
    }

    @Test
    void theRefusalSaysWhatIsAllowedAndShowsTheNameCutShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldName("no spaces"))
                .withMessage("must be 1 to 200 of the characters A-Z a-z 0-9 . _ : - and begin with a letter or digit,"
                        + " not \"no spaces\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldName("ü" + "x".repeat(500)))
                .withMessageEndingWith("not \"ü" + "x".repeat(59) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing-0@1042", "a@1", "a.b:c_d-e@999999999999999999"})
    void aSessionIdIsReadAsItWasWritten(String text) {
        assertThat(SessionId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a", "a@", "@1", "a@0", "a@01", "a@-1", "a@1x", "a@b@1", "ü@1"})
    void whatIsNoSessionIdIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SessionId.parse(text));
        assertThatIllegalArgumentException().isThrownBy(() -> SessionId.parse("a@9999999999999999999"));
    }
}
