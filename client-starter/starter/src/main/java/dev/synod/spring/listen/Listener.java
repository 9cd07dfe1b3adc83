package dev.synod.spring.listen;

import dev.synod.spring.CausalListener.From;
import dev.synod.spring.CausalListener.WhenTrimmed;

/**
 * One method's subscription to a topic.
 *
 * @param name one in the cluster: whose the cursor is
 * @param method what is given the events
 */
record Listener(String topic, String name, From from, WhenTrimmed whenTrimmed, ListenerMethod method) {

    /** Of who may read for it. */
    String election() {
        return ListenerBeans.ELECTION + name;
    }
}
