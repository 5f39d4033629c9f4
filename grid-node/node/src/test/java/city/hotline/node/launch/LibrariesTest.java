package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.test.TestHazelcastInstanceFactory;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flags of the build are those the libraries need on this JDK. */
class LibrariesTest {

  @Test
  void chronicleAppendsAndReadsBack(@TempDir Path folder) {
    try (ChronicleQueue queue = ChronicleQueue.single(folder.toString());
        var appender = queue.createAppender();
        var tailer = queue.createTailer()) {
      appender.writeText("call arrived");
      assertThat(tailer.readText()).isEqualTo("call arrived");
    }
  }

  @Test
  void twoHazelcastMembersInOneJvmSeeTheSameMap() {
    var members = new TestHazelcastInstanceFactory(2);
    try {
      HazelcastInstance first = members.newHazelcastInstance();
      HazelcastInstance second = members.newHazelcastInstance();
      first.getMap("floors").set("110105", "open");
      assertThat(second.getMap("floors").get("110105")).isEqualTo("open");
    } finally {
      members.terminateAll();
    }
  }
}
