package dev.synod.coordination;

import dev.synod.coordination.name.LockName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A lock as it stands. A lock that nobody holds or awaits is one without holders and waiting.
 *
 * @param withheld the whole delay for which it is withheld, where it is
 */
public record Lock(LockName name, List<Hold> holders, List<Hold> waiting, Optional<Duration> withheld) {}
