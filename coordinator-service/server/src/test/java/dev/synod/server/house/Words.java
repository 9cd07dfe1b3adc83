package dev.synod.server.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Words that mean one of our ideas elsewhere, and the word that this house has for it; DESIGN's section 3 as a
 * test.
 */
final class Words {

    /** Names of the JDK and of databases, which have words of their own. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "(to|of|get)Epoch\\w*|\\w*[iI]ndexOf\\w*|checkIndex|IndexOutOf\\w*|synchronous_commit|setAutoCommit");

    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+");

    private static final Map<String, String> EVERYWHERE = Map.ofEntries(
            Map.entry("epoch", "ballot"),
            Map.entry("epochs", "ballots"),
            Map.entry("replica", "node"),
            Map.entry("replicas", "nodes"),
            Map.entry("commit", "choose, or chosen"),
            Map.entry("commits", "chooses"),
            Map.entry("committed", "chosen"));

    private static final Map<String, String> IN_CONSENSUS = Map.ofEntries(
            Map.entry("leader", "president"),
            Map.entry("leaders", "presidents"),
            Map.entry("term", "ballot"),
            Map.entry("terms", "ballots"),
            Map.entry("index", "slot"),
            Map.entry("offset", "slot"),
            Map.entry("primary", "president"),
            Map.entry("master", "president"),
            Map.entry("nack", "refused"));

    private static final Map<String, String> IN_COORDINATION = Map.ofEntries(
            Map.entry("primary", "leader, or holder"),
            Map.entry("master", "leader, or holder"),
            Map.entry("mutex", "lock"));

    /** The log of the machine is a ledger, its entries are decrees. */
    private static final Pattern LOG_ENTRY = Pattern.compile("(?i)\\blog (entry|entries)\\b|[lL]ogEntr(y|ies)\\b");

    private Words() {}

    static List<Finding> misused(Source source) {
        if (source.isTest()) {
            return List.of();
        }
        var table = table(source);
        var findings = new ArrayList<Finding>();
        var lines = source.text().lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            var ours = OF_OTHERS.matcher(lines.get(line)).replaceAll("");
            for (var word : WORD.matcher(ours).results().map(match -> match.group()).toList()) {
                var say = table.get(word.toLowerCase(Locale.ROOT));
                if (say != null) {
                    findings.add(new Finding(source.path(), line + 1L, "'" + word + "': say *" + say + "*"));
                }
            }
            if (LOG_ENTRY.matcher(ours).find()) {
                findings.add(new Finding(source.path(), line + 1L, "'log entry': say *decree*, in a *slot*"));
            }
        }
        return findings;
    }

    private static Map<String, String> table(Source source) {
        var table = new TreeMap<>(EVERYWHERE);
        if (source.isIn("dev.synod.spring") || source.isIn("dev.synod.test")) { // their transactions are a database's
            table.keySet().removeAll(List.of("commit", "commits", "committed"));
        }
        if (source.isIn("dev.synod.paxos")) {
            table.putAll(IN_CONSENSUS);
        }
        if (source.isIn("dev.synod.coordination")) {
            table.putAll(IN_COORDINATION);
        }
        return table;
    }
}
