package city.hotline.kamailio;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Kamailio's EVAPI, made again and again until it is closed. One thread reads,
 * one writes; whoever sends never waits. Thread-safe.
 *
 * <p>Nothing sent is sure to arrive: Kamailio 5.6 drops what it has read when a read ends inside
 * the length of a frame. So frames are written one by one, and whoever sends must be ready to send
 * again.
 */
final class EvapiLink implements AutoCloseable {

  /** Hears what comes, one at a time, on the reading thread: do not block. */
  interface Listener {
    /** A new connection. */
    void connected();

    /** What Kamailio says. */
    void message(JsonObject message);

    /** The connection broke. */
    void lost(String why);
  }

  private static final Logger LOG = LoggerFactory.getLogger(EvapiLink.class);

  private static final int CONNECT_MS = 2_000;

  /** The list is asked for more often than this. */
  private static final int SILENCE_MS = 20_000;

  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 2_000;
  private static final int LONGEST_LINE = 4_096;

  private final InetSocketAddress address;
  private final Listener listener;
  private final BlockingQueue<byte[]> line = new ArrayBlockingQueue<>(LONGEST_LINE);
  private final Thread reader = new Thread(this::run, "evapi-reader");
  private final Thread writer = new Thread(this::write, "evapi-writer");
  private volatile @Nullable Socket socket;
  private volatile boolean closed;

  EvapiLink(InetSocketAddress address, Listener listener) {
    this.address = address;
    this.listener = listener;
    reader.setDaemon(true);
    writer.setDaemon(true);
  }

  void start() {
    reader.start();
    writer.start();
  }

  /** Sends, or drops when too much waits to be sent. */
  void send(JsonObject message) {
    if (!line.offer(Netstrings.frame(message.toString()))) {
      LOG.warn("{} messages wait for Kamailio: dropping one", LONGEST_LINE);
    }
  }

  private void run() {
    long waitMs = FIRST_WAIT_MS;
    while (!closed) {
      try (Socket fresh = new Socket()) {
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(SILENCE_MS);
        fresh.connect(
            new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MS);
        line.clear();
        socket = fresh;
        waitMs = FIRST_WAIT_MS;
        LOG.info("connected to Kamailio at {}", address);
        listener.connected();
        read(new BufferedInputStream(fresh.getInputStream()));
      } catch (IOException e) {
        lost(e);
      }
      waitMs = pause(waitMs);
    }
  }

  private void read(InputStream in) throws IOException {
    while (!closed) {
      String text = Netstrings.read(in);
      try {
        listener.message(JsonParser.parseString(text).getAsJsonObject());
      } catch (JsonParseException | IllegalStateException e) {
        LOG.warn("Kamailio said something that is no JSON object, which is ignored: {}", text);
      } catch (RuntimeException e) {
        LOG.error("this of Kamailio could not be understood and is ignored: {}", text, e);
      }
    }
  }

  private void lost(IOException why) {
    boolean wasConnected = socket != null;
    socket = null;
    if (wasConnected && !closed) {
      LOG.warn("lost the connection to Kamailio at {}: {}", address, why.toString());
      listener.lost(String.valueOf(why.getMessage()));
    }
  }

  private long pause(long waitMs) {
    try {
      TimeUnit.MILLISECONDS.sleep(waitMs);
    } catch (InterruptedException e) {
      closed = true;
    }
    return Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  /** Each frame is one write, so that as a rule Kamailio reads whole frames. */
  private void write() {
    while (!closed) {
      try {
        byte[] frame = line.take();
        Socket to = socket;
        if (to != null) {
          OutputStream out = to.getOutputStream();
          out.write(frame);
          out.flush();
        }
      } catch (IOException e) {
        // The reader notices, too, and connects again.
        LOG.debug("not sent to Kamailio: {}", e.toString());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("closing the connection to Kamailio: {}", e.toString());
      }
    }
    reader.interrupt();
    writer.interrupt();
  }
}
