package city.hotline.cli;

import city.hotline.client.FloorWatch;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.proto.supervision.v1.FloorPicture;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a floor as its supervisor sees it, one JSON line a picture, until it is interrupted. */
@Command(
    name = "floor",
    mixinStandardHelpOptions = true,
    description = {
      "A floor as its supervisor sees it, as JSON lines.",
      "Queues with who waits longest, callers by priority, seats by what they show, figures of the",
      "day. A line whenever it has changed."
    })
final class FloorCommand implements Callable<Integer> {

  private static final int ONCE_SECONDS = 10;

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(paramLabel = "DISTRICT", description = "Six digits, for example 110105.")
  private String district = "";

  @Option(names = "--once", description = "Print one picture and end.")
  private boolean once;

  @Option(names = "--interval", defaultValue = "1000", description = "Milliseconds a picture.")
  private int intervalMs = 1000;

  @Override
  public Integer call() throws InterruptedException {
    var newest = new ArrayBlockingQueue<FloorPicture>(1);
    var refused = new CompletableFuture<HotlineException>();
    var listener =
        new FloorWatch.Listener() {
          @Override
          public void onPicture(FloorPicture picture) {
            newest.poll();
            newest.add(picture);
          }

          @Override
          public void onRefused(HotlineException reason) {
            refused.complete(reason);
          }
        };
    try (HotlineClient client = grid.client().build()) {
      FloorWatch watch = client.supervision(district).watch(intervalMs, listener);
      try {
        return print(newest, refused);
      } finally {
        watch.close();
      }
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private int print(
      ArrayBlockingQueue<FloorPicture> newest, CompletableFuture<HotlineException> refused)
      throws InterruptedException {
    for (int silent = 0; !once || silent < ONCE_SECONDS; silent++) {
      FloorPicture picture = newest.poll(1, TimeUnit.SECONDS);
      if (refused.isDone()) {
        throw refused.join();
      }
      if (picture != null) {
        System.out.println(Json.line(Json.of(picture)));
        if (once || System.out.checkError()) {
          return 0;
        }
      }
    }
    throw new Failures.CommandFailed(
        1, "No picture within " + ONCE_SECONDS + " s: is the grid serving?");
  }
}
