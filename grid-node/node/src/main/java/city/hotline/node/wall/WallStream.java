package city.hotline.node.wall;

import city.hotline.node.board.PictureMaker;
import city.hotline.proto.wallboard.v1.Picture;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wall's pictures as server-sent events: one made every half second, the same bytes for all
 * readers. Written without blocking: a reader that does not read misses pictures and costs its last
 * one.
 */
public final class WallStream extends HttpServlet {
  /** How often a picture is made, milliseconds. */
  public static final long PERIOD_MS = 500;

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(WallStream.class);
  private static final int MOST_READERS = 200;

  private final transient PictureMaker pictures;
  private final transient Set<WallReader> readers = ConcurrentHashMap.newKeySet();
  private final transient JsonFormat.Printer json =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private final transient AtomicInteger count = new AtomicInteger();

  /** Streams these pictures. */
  public WallStream(PictureMaker pictures) {
    this.pictures = pictures;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "no-store");
    if (count.incrementAndGet() > MOST_READERS) {
      count.decrementAndGet();
      response.sendError(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "more than " + MOST_READERS + " walls read this node: use another node's page");
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    WallReader reader =
        new WallReader(
            context,
            gone -> {
              if (readers.remove(gone)) {
                count.decrementAndGet();
              }
            });
    readers.add(reader);
    reader.start();
    reader.show(event());
  }

  /** Makes a picture and shows it to everybody; called every {@link #PERIOD_MS}. */
  public void round() {
    if (!readers.isEmpty()) {
      byte[] event = event();
      readers.forEach(r -> r.show(event));
    }
  }

  /** How many read now. */
  public int readers() {
    return readers.size();
  }

  private byte[] event() {
    Optional<Picture> picture = pictures.picture();
    if (picture.isEmpty()) {
      return ": not told of every district yet\n\n".getBytes(StandardCharsets.UTF_8);
    }
    try {
      return ("event: picture\ndata: " + json.print(picture.get()) + "\n\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      LOG.error("a picture could not be written as JSON", e);
      return ": no picture\n\n".getBytes(StandardCharsets.UTF_8);
    }
  }
}
