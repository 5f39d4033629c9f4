package city.hotline.client;

import city.hotline.proto.citizen.v1.CitizenServiceGrpc;
import city.hotline.proto.citizen.v1.EraseCitizenRequest;
import city.hotline.proto.citizen.v1.EraseCitizenResponse;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.ChangeVotersResponse;
import city.hotline.proto.grid.v1.ForceVotersRequest;
import city.hotline.proto.grid.v1.ForceVotersResponse;
import city.hotline.proto.grid.v1.GetFiguresRequest;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.GetStatusRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.GetTopologyRequest;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.SetClockRequest;
import city.hotline.proto.grid.v1.SetClockResponse;
import io.grpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;

/**
 * Status, placement, time and exact figures of the grid, and the claim to drive it. Thread-safe.
 */
public final class Grid {

  private static final String CITY = "110000";

  private final Wire wire;
  private final Link link;

  Grid(Wire wire, Link link) {
    this.wire = wire;
    this.link = link;
  }

  /** How the grid is, as one node knows it. */
  public CompletableFuture<GetStatusResponse> status(boolean withShards) {
    return ask(
        wire,
        Identity.READER,
        GridServiceGrpc.getGetStatusMethod(),
        GetStatusRequest.newBuilder().setWithoutShards(!withShards).build());
  }

  /** Which node owns which district. */
  public CompletableFuture<GetTopologyResponse> topology() {
    return ask(
        wire,
        Identity.READER,
        GridServiceGrpc.getGetTopologyMethod(),
        GetTopologyRequest.getDefaultInstance());
  }

  /** Exact sums over all shards, including everything acknowledged before the question. */
  public CompletableFuture<GetFiguresResponse> figures() {
    return ask(
        wire,
        Identity.READER,
        GridServiceGrpc.getGetFiguresMethod(),
        GetFiguresRequest.newBuilder().setFresh(true).build());
  }

  /** Sets grid time, on an empty or demo grid only. Refused: INVALID_FIELD, CLOCK_IN_USE. */
  public CompletableFuture<SetClockResponse> setClock(ClockAnchor clock) {
    return link.send(
        Identity.ADMINISTRATOR,
        CITY,
        GridServiceGrpc.getSetClockMethod(),
        id -> SetClockRequest.newBuilder().setRequestId(id).setClock(clock).build());
  }

  /**
   * Begins a change of the voters by one node; {@link #status} tells when it is over. Refused:
   * INVALID_FIELD, VOTERS_CHANGED, also when a repeat finds that the first try went through.
   */
  public CompletableFuture<ChangeVotersResponse> changeVoters(ChangeVotersRequest change) {
    return link.send(
        Identity.ADMINISTRATOR,
        CITY,
        GridServiceGrpc.getChangeVotersMethod(),
        id -> change.toBuilder().setRequestId(id).build());
  }

  /** Disaster: makes the voters that a node sees the only ones. Refused: INVALID_FIELD. */
  public CompletableFuture<ForceVotersResponse> forceVoters(ForceVotersRequest request) {
    return ask(wire, Identity.ADMINISTRATOR, GridServiceGrpc.getForceVotersMethod(), request);
  }

  /**
   * Destroys the keys of a citizen on every member, for ever; harmless when repeated. Refused as
   * listed at {@code EraseCitizen}.
   */
  public CompletableFuture<EraseCitizenResponse> eraseCitizen(EraseCitizenRequest request) {
    return ask(wire, Identity.ADMINISTRATOR, CitizenServiceGrpc.getEraseCitizenMethod(), request);
  }

  /**
   * Claims the grid for one driver and holds the claim over reconnects.
   *
   * @param description what the driver is, for others to read
   * @param lost told once when another driver has taken the grid meanwhile
   * @return completes when the claim holds; refused: ALREADY_DRIVEN
   */
  public CompletableFuture<DriveClaim> drive(String description, Runnable lost) {
    return DriveClaim.claim(wire, description, lost);
  }

  static <Q, R> CompletableFuture<R> ask(
      Wire wire, Identity caller, MethodDescriptor<Q, R> method, Q request) {
    return new Asker(wire, caller).ask("", method, request);
  }
}
