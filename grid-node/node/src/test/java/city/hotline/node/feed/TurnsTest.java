package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has the thread. */
@Timeout(60)
class TurnsTest {

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Turns turns = new Turns(this::askAgain, executor);
  private volatile boolean stop;

  private void askAgain() {
    begun.countDown();
    if (!stop) {
      turns.ask();
    }
  }

  @AfterEach
  void end() {
    stop = true;
    executor.shutdown();
  }

  @Test
  void workThatAlwaysHasMoreDoesNotKeepTheThread() throws Exception {
    turns.ask();
    begun.await();
    assertThat(CompletableFuture.runAsync(() -> {}, executor)).succeedsWithin(30, TimeUnit.SECONDS);
  }
}
