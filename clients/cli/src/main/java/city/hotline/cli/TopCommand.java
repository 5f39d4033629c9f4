package city.hotline.cli;

import city.hotline.client.FiguresWatch;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.proto.wallboard.v1.Picture;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The wallboard in a terminal. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = "A live wallboard in the terminal; Ctrl-C ends it.")
final class TopCommand implements Callable<Integer> {

  private static final String OPEN = "\u001b[?1049h\u001b[?25l";
  private static final String CLOSE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_LINE = "\u001b[K\n";

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--once", description = "Print one picture and end.")
  private boolean once;

  @Option(names = "--interval", defaultValue = "1000", description = "Milliseconds a picture.")
  private int intervalMs = 1000;

  @Override
  public Integer call() throws InterruptedException {
    var newest = new ArrayBlockingQueue<Picture>(1);
    var refused = new CompletableFuture<HotlineException>();
    try (HotlineClient client = grid.client().build()) {
      FiguresWatch watch = client.watchFigures(intervalMs, new Listener(newest, refused));
      try {
        return show(newest, refused);
      } finally {
        watch.close();
      }
    }
  }

  private int show(ArrayBlockingQueue<Picture> newest, CompletableFuture<HotlineException> refused)
      throws InterruptedException {
    boolean terminal = !once;
    if (terminal) {
      System.out.print(OPEN);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeScreen()));
    }
    long heard = System.nanoTime();
    TopScreen screen = new TopScreen();
    String shown = "Waiting for the grid at " + String.join(", ", grid.addresses());
    while (true) {
      Picture picture = newest.poll(1, TimeUnit.SECONDS);
      if (refused.isDone()) {
        throw refused.join();
      }
      if (picture != null) {
        heard = System.nanoTime();
        shown = screen.text(picture);
        if (once) {
          System.out.println(shown);
          return 0;
        }
      }
      long ageSeconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - heard);
      if (once && ageSeconds > 10) {
        throw new Failures.CommandFailed(1, "No picture within 10 s: is the grid serving?");
      }
      if (terminal) {
        String warning = ageSeconds >= 5 ? "NO NEWS FOR " + ageSeconds + " s\n" : "";
        System.out.print(
            HOME + (warning + shown).replace("\n", CLEAR_LINE) + CLEAR_LINE + CLEAR_BELOW);
        System.out.flush();
      }
    }
  }

  private static void closeScreen() {
    System.out.print(CLOSE);
    System.out.flush();
  }

  private record Listener(
      ArrayBlockingQueue<Picture> newest, CompletableFuture<HotlineException> refused)
      implements FiguresWatch.Listener {
    @Override
    public void onPicture(Picture picture) {
      while (!newest.offer(picture)) {
        newest.poll();
      }
    }

    @Override
    public void onRefused(HotlineException reason) {
      refused.complete(reason);
    }
  }
}
