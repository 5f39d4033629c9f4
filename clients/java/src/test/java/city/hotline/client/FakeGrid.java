package city.hotline.client;

import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.Progress;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.DriveRequest;
import city.hotline.proto.grid.v1.DriveResponse;
import city.hotline.proto.grid.v1.GetTopologyRequest;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.Member;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.InstructionSnapshot;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import city.hotline.proto.telephony.v1.WatchInstructionsRequest;
import city.hotline.proto.telephony.v1.WatchInstructionsResponse;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two nodes on loopback that share one state and keep what the client's promises rest on: the
 * memory of a session's last W replies, changes with tokens, one owner per district.
 */
final class FakeGrid {

  static final String DISTRICT = "110105";

  /** What goes wrong with one command. */
  enum Fault {
    NOT_DECIDED,
    DECIDED_BUT_UNKNOWN,
    DECIDED_BUT_SILENT,
    OVERLOADED,
    NOT_DECIDED_FOR_A_MINUTE
  }

  final ArrayDeque<Fault> faults = new ArrayDeque<>();
  final List<String> arrivals = new ArrayList<>();
  final List<Integer> commandsAt = new ArrayList<>();
  final List<String> tokensAskedFor = new ArrayList<>();
  final FakeSeats seats = new FakeSeats(this);
  final Callers callers = new Callers();
  int owner;
  int changes;

  /** The first stream begins with a part of a snapshot at the last change, and ends there. */
  boolean snapshotBreaksOff;

  int breakWatchEvery = Integer.MAX_VALUE;
  boolean driven;

  private final Server[] servers = new Server[2];
  private final int[] ports = new int[2];
  private final Map<Long, TreeMap<Long, ReportCallResponse>> sessions = new HashMap<>();

  FakeGrid() throws IOException {
    start(0);
    start(1);
  }

  synchronized void start(int node) throws IOException {
    servers[node] =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ports[node]))
            .intercept(callers)
            .addService(new Topology())
            .addService(new Telephony(node))
            .addService(new Departments())
            .addService(seats.at(node))
            .build()
            .start();
    ports[node] = servers[node].getPort();
  }

  void kill(int node) throws InterruptedException {
    servers[node].shutdownNow().awaitTermination();
  }

  List<String> addresses() {
    return List.of("127.0.0.1:" + ports[0], "127.0.0.1:" + ports[1]);
  }

  /** The first answer to a repeat; empty when the request is new. */
  private ReportCallResponse decide(ReportCallRequest request) {
    RequestId id = request.getRequestId();
    var replies = sessions.computeIfAbsent(id.getSession(), s -> new TreeMap<>());
    ReportCallResponse known = replies.get(id.getCounter());
    if (known != null) {
      return known.toBuilder()
          .setAcknowledgement(known.getAcknowledgement().toBuilder().setRepeated(true))
          .build();
    }
    if (!replies.isEmpty() && id.getCounter() <= replies.lastKey() - id.getWindow()) {
      throw refusal(Code.FAILED_PRECONDITION, Refusal.REFUSAL_REQUEST_TOO_OLD, 0);
    }
    if (!request.hasArrived()) {
      throw refusal(Code.FAILED_PRECONDITION, Refusal.REFUSAL_CALL_NOT_WAITING, 0);
    }
    arrivals.add(request.getArrived().getSwitchCallId());
    var reply = ReportCallResponse.newBuilder().setCallId(DISTRICT + "-" + arrivals.size()).build();
    replies.put(id.getCounter(), reply);
    while (replies.firstKey() <= replies.lastKey() - id.getWindow()) {
      replies.pollFirstEntry();
    }
    return reply;
  }

  static StatusRuntimeException refusal(Code code, Refusal reason, int retryMs) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage("Do something else.")
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(reason.name())
                        .setDomain("hotline.city")
                        .putMetadata("state", "CONNECTED")
                        .build()));
    if (retryMs > 0) {
      status.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(
                      Duration.newBuilder()
                          .setSeconds(retryMs / 1_000)
                          .setNanos(retryMs % 1_000 * 1_000_000))
                  .build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  void close() throws InterruptedException {
    kill(0);
    kill(1);
  }

  private final class Telephony extends TelephonyServiceGrpc.TelephonyServiceImplBase {
    private final int node;

    Telephony(int node) {
      this.node = node;
    }

    @Override
    public void watchInstructions(
        WatchInstructionsRequest request, StreamObserver<WatchInstructionsResponse> answer) {
      synchronized (FakeGrid.this) {
        answer.onNext(instructions(request));
        if (instructionWatches <= breakInstructions) {
          owner = 1 - node;
          answer.onError(io.grpc.Status.UNAVAILABLE.asRuntimeException());
        }
      }
    }

    @Override
    public void reconcileCalls(
        ReconcileCallsRequest request, StreamObserver<ReconcileCallsResponse> answer) {
      synchronized (FakeGrid.this) {
        if (node != owner) {
          answer.onError(refusal(Code.UNAVAILABLE, Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER, 5));
          return;
        }
        request
            .getCallsList()
            .forEach(call -> arrivals.add("reconciled " + call.getSwitchCallId()));
        answer.onNext(ReconcileCallsResponse.newBuilder().addHungUp(DISTRICT + "-1").build());
        answer.onCompleted();
      }
    }

    @Override
    public void reportCall(ReportCallRequest request, StreamObserver<ReportCallResponse> answer) {
      synchronized (FakeGrid.this) {
        commandsAt.add(node);
        Fault fault = faults.poll();
        try {
          if (node != owner || fault == Fault.NOT_DECIDED) {
            throw refusal(Code.UNAVAILABLE, Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER, 5);
          }
          if (fault == Fault.NOT_DECIDED_FOR_A_MINUTE) {
            throw refusal(Code.UNAVAILABLE, Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER, 60_000);
          }
          if (fault == Fault.OVERLOADED) {
            throw refusal(Code.RESOURCE_EXHAUSTED, Refusal.REFUSAL_QUEUE_FULL, 5);
          }
          ReportCallResponse reply = decide(request);
          if (fault == Fault.DECIDED_BUT_UNKNOWN) {
            throw refusal(Code.UNAVAILABLE, Refusal.REFUSAL_OUTCOME_UNKNOWN, 0);
          }
          if (fault == Fault.DECIDED_BUT_SILENT) {
            return;
          }
          answer.onNext(reply);
          answer.onCompleted();
        } catch (StatusRuntimeException e) {
          answer.onError(e);
        }
      }
    }
  }

  /** How many watches of instructions were opened; the snapshot of each tells so. */
  int instructionWatches;

  /** So many watches break after their snapshot. */
  int breakInstructions;

  private WatchInstructionsResponse instructions(WatchInstructionsRequest request) {
    var call =
        Instruction.newBuilder()
            .setSwitchCallId(request.getSwitchId())
            .setAttempt(++instructionWatches)
            .setAction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT);
    return WatchInstructionsResponse.newBuilder()
        .setSnapshot(InstructionSnapshot.newBuilder().addInstructions(call))
        .build();
  }

  private final class Topology extends GridServiceGrpc.GridServiceImplBase {
    @Override
    public void getTopology(
        GetTopologyRequest request, StreamObserver<GetTopologyResponse> answer) {
      var topology = GetTopologyResponse.newBuilder();
      for (int node = 0; node < 2; node++) {
        topology.addMembers(
            Member.newBuilder()
                .setNodeId("node-" + node)
                .setGrpcAddress("127.0.0.1:" + ports[node])
                .setPresent(true));
      }
      topology.addDistricts(
          District.newBuilder().setDistrict(DISTRICT).setOwnerId("node-" + owner));
      answer.onNext(topology.build());
      answer.onCompleted();
    }

    @Override
    public void drive(DriveRequest request, StreamObserver<DriveResponse> answer) {
      if (driven) {
        answer.onError(refusal(Code.FAILED_PRECONDITION, Refusal.REFUSAL_ALREADY_DRIVEN, 0));
      } else {
        answer.onNext(DriveResponse.getDefaultInstance());
      }
    }
  }

  private final class Departments extends DepartmentServiceGrpc.DepartmentServiceImplBase {
    @Override
    public void watchOrders(
        WatchOrdersRequest request, StreamObserver<WatchOrdersResponse> answer) {
      var stream = (ServerCallStreamObserver<WatchOrdersResponse>) answer;
      int first;
      synchronized (FakeGrid.this) {
        tokensAskedFor.add(request.getToken());
        // One message again, as after a failover: the client must drop it.
        first = request.getToken().isEmpty() ? 1 : Integer.parseInt(request.getToken());
      }
      if (snapshotBreaksOff) {
        snapshotBreaksOff = false;
        answer.onNext(
            change(changes).toBuilder()
                .setToken("")
                .setSnapshot(OrderSnapshot.newBuilder().setMore(true))
                .build());
        answer.onError(io.grpc.Status.UNAVAILABLE.withDescription("moved").asRuntimeException());
        return;
      }
      int[] next = {first};
      stream.setOnReadyHandler(
          () -> {
            while (stream.isReady() && next[0] <= changes) {
              answer.onNext(change(next[0]));
              if (next[0]++ % breakWatchEvery == 0 && next[0] > first + 2) {
                answer.onError(
                    io.grpc.Status.UNAVAILABLE.withDescription("moved").asRuntimeException());
                return;
              }
            }
            if (stream.isReady()) {
              answer.onNext(
                  WatchOrdersResponse.newBuilder()
                      .setToken(String.valueOf(changes))
                      .setProgress(Progress.getDefaultInstance())
                      .build());
            }
          });
    }

    private WatchOrdersResponse change(int sequence) {
      var signed = OrderSigned.newBuilder().setOrderId(DISTRICT + "001-" + sequence);
      return WatchOrdersResponse.newBuilder()
          .setShard(ShardRef.newBuilder().setDistrict(DISTRICT).setDocket(DISTRICT + "001"))
          .setPosition(Position.newBuilder().setEpoch(1).setSequence(sequence))
          .setToken(String.valueOf(sequence))
          .setChange(
              OrderChange.newBuilder().addEvents(DocketEvent.newBuilder().setOrderSigned(signed)))
          .build();
    }
  }
}
