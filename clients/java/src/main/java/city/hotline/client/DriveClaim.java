package city.hotline.client;

import city.hotline.proto.grid.v1.DriveRequest;
import city.hotline.proto.grid.v1.DriveResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Holds the grid for one driver until it is closed. */
public final class DriveClaim implements AutoCloseable {

  private static final String CITY = "110000";
  private static final long SILENCE_MS = 6000;

  private final DriveRequest request;
  private final Runnable lost;
  private final CompletableFuture<DriveClaim> holds = new CompletableFuture<>();
  private final ReopeningStream<DriveRequest, DriveResponse> stream;

  private DriveClaim(Wire wire, String description, Runnable lost) {
    this.request =
        DriveRequest.newBuilder()
            .setDriver(ThreadLocalRandom.current().nextLong())
            .setDescription(description)
            .build();
    this.lost = lost;
    this.stream =
        new ReopeningStream<>(
            wire,
            Identity.ADMINISTRATOR,
            CITY,
            GridServiceGrpc.getDriveMethod(),
            new Reader(),
            SILENCE_MS);
  }

  static CompletableFuture<DriveClaim> claim(Wire wire, String description, Runnable lost) {
    var claim = new DriveClaim(wire, description, lost);
    claim.stream.request(1);
    claim.stream.open();
    wire.later(
        wire.settings().patience().toMillis(),
        () -> {
          if (claim.holds.completeExceptionally(
              new GridUnavailable("Nobody granted the grid: check with ./hotline status."))) {
            claim.close();
          }
        });
    return claim.holds;
  }

  /** Gives the grid back. */
  @Override
  public void close() {
    stream.close();
  }

  private final class Reader implements ReopeningStream.Reader<DriveRequest, DriveResponse> {

    @Override
    public DriveRequest request() {
      return request;
    }

    @Override
    public boolean read(DriveResponse message) {
      holds.complete(DriveClaim.this);
      return false;
    }

    @Override
    public void refused(HotlineException reason) {
      if (!holds.completeExceptionally(reason)) {
        lost.run();
      }
    }
  }
}
