package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import city.hotline.node.As;
import city.hotline.node.Language;
import city.hotline.proto.access.v1.Allowed;
import city.hotline.proto.access.v1.Role;
import city.hotline.proto.grid.v1.DriveRequest;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Two real members let in whom the language lets in, and nobody else. */
class AccessStory {
  private static final String FLOOR = "110105";
  private static final String SEAT = FLOOR + "-S017";
  private static final String CHANNEL = "test";
  private static final String UNIT = FLOOR + "001";

  /** One caller of each role, with the name for which the requests below are sent. */
  private static final Map<Role, String> CALLERS = new LinkedHashMap<>();

  static {
    for (Role role : EnumSet.complementOf(EnumSet.of(Role.ROLE_UNSPECIFIED, Role.UNRECOGNIZED))) {
      String word = role.name().replace("ROLE_", "").toLowerCase(Locale.ROOT).replace('_', '-');
      String name =
          switch (role) {
            case ROLE_SEAT -> SEAT;
            case ROLE_SUPERVISOR -> FLOOR + "-V01";
            case ROLE_DEPARTMENT -> UNIT;
            default -> "test";
          };
      CALLERS.put(role, word + " " + name);
    }
  }

  private static TestGrid grid;

  @BeforeAll
  static void start(@TempDir Path folder) {
    grid = new TestGrid(folder, 2).started();
  }

  @AfterAll
  static void end() {
    grid.close();
  }

  @Test
  void everyRpcAndWhatItCarriesIsForWhomTheLanguageSays() {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    Caller through = grid.members().get(0).caller();
    for (MethodDescriptor<?, ?> rpc : Language.rpcs()) {
      for (Map.Entry<Role, String> caller : CALLERS.entrySet()) {
        for (Message request : requests(rpc, caller.getKey())) {
          Allowed ofCommand = allowedIn(request);
          boolean may =
              may(Language.allowed(rpc), caller.getKey()) && may(ofCommand, caller.getKey());
          String outcome = outcome(rpc, request, through, caller.getValue());
          tried++;
          if (may == outcome.equals("PERMISSION_DENIED") || outcome.equals("UNAUTHENTICATED")) {
            wrong.add(
                rpc.getFullMethodName()
                    + " "
                    + request
                    + " by "
                    + caller.getValue()
                    + ": "
                    + outcome);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(CALLERS.size() * Language.rpcs().size());
  }

  private static boolean may(Allowed allowed, Role role) {
    return allowed.getAnyone() || allowed.getRolesList().contains(role);
  }

  /** One for the rpc itself, or one for each command that it carries. */
  private static List<Message> requests(MethodDescriptor<?, ?> rpc, Role by) {
    Message empty = (Message) rpc.parseRequest(new ByteArrayInputStream(new byte[0]));
    List<Message> requests = new ArrayList<>();
    for (OneofDescriptor choice : empty.getDescriptorForType().getRealOneofs()) {
      for (FieldDescriptor field : choice.getFields()) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && Language.isSaid(Language.allowed(field.getMessageType()))) {
          Message.Builder command = empty.toBuilder().newBuilderForField(field);
          setOwn(command, Language.allowed(field.getMessageType()), by);
          Message.Builder carrier = empty.toBuilder().setField(field, command.build());
          setOwn(carrier, Language.allowed(rpc), by);
          requests.add(carrier.build());
        }
      }
    }
    Message.Builder itself = empty.toBuilder();
    setOwn(itself, Language.allowed(rpc), by);
    return requests.isEmpty() ? List.of(itself.build()) : requests;
  }

  /** For whom it is; who asks, where seats, departments and channels do, is whoever does. */
  private static void setOwn(Message.Builder message, Allowed allowed, Role by) {
    if (!allowed.getOwn().isEmpty()) {
      boolean seat =
          allowed.getOwn().equals("seat_id")
              || (allowed.getOwn().equals("asker") && by == Role.ROLE_SEAT);
      boolean channel =
          allowed.getOwn().equals("channel")
              || (allowed.getOwn().equals("asker") && by == Role.ROLE_CHANNEL);
      String unit = channel ? CHANNEL : UNIT;
      message.setField(
          message.getDescriptorForType().findFieldByName(allowed.getOwn()), seat ? SEAT : unit);
    }
  }

  /** Of the command that a request carries; of one that says nothing when there is none. */
  private static Allowed allowedIn(Message request) {
    for (OneofDescriptor choice : request.getDescriptorForType().getRealOneofs()) {
      FieldDescriptor field = request.getOneofFieldDescriptor(choice);
      if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        return Language.allowed(field.getMessageType());
      }
    }
    return Allowed.newBuilder().setAnyone(true).build();
  }

  /** "message", or the code of the end when that comes first. */
  @SuppressWarnings("unchecked") // the request is of the method
  private static <Q, R> String outcome(
      MethodDescriptor<Q, R> rpc, Message request, Caller through, String who) {
    CompletableFuture<String> first = new CompletableFuture<>();
    ClientCall<Q, R> call =
        ClientInterceptors.intercept(through.channel, As.who(who))
            .newCall(rpc, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(R message) {
            first.complete("message");
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            first.complete(status.getCode().name());
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage((Q) request);
    call.halfClose();
    String outcome = first.join();
    call.cancel("it is known", null);
    return outcome;
  }

  @Test
  void aClaimToDriveIsPassedOnForWhoeverMakesIt() {
    Caller through = grid.other("110000").caller();
    MethodDescriptor<?, ?> drive = GridServiceGrpc.getDriveMethod();
    DriveRequest request = DriveRequest.newBuilder().setDriver(1).build();
    assertThat(outcome(drive, request, through, "administrator test")).isEqualTo("message");
    assertThat(outcome(drive, request, through, "switch test")).isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void everyCommandOfASeatIsForItAndItsSupervisor() {
    SeatLine own = new SeatLine(grid.other(FLOOR).caller(), SEAT);
    SeatLine supervised =
        new SeatLine(grid.owner(FLOOR).caller(), SEAT, "supervisor " + FLOOR + "-V01");
    for (FieldDescriptor field : SeatCommand.getDescriptor().getRealOneofs().get(0).getFields()) {
      assertThat(Language.allowed(field.getMessageType()).getRolesList())
          .as(field.getName())
          .containsExactly(Role.ROLE_SEAT, Role.ROLE_SUPERVISOR);
      for (SeatLine line : List.of(own, supervised)) {
        assertThat(line.asks(command(field, "")).getRefused().getReason())
            .as(field.getName())
            .isNotEqualTo(Refusal.REFUSAL_NOT_ALLOWED);
      }
    }
    own.hangUp();
    supervised.hangUp();
  }

  @Test
  void refusesACommandOfAnotherSeat() {
    for (TestGrid.Member through : List.of(grid.owner(FLOOR), grid.other(FLOOR))) {
      SeatLine own = new SeatLine(through.caller(), FLOOR + "-S018");
      for (FieldDescriptor field : SeatCommand.getDescriptor().getRealOneofs().get(0).getFields()) {
        SessionResponse answer = own.asks(command(field, SEAT));
        assertThat(answer.getRefused().getReason()).isEqualTo(Refusal.REFUSAL_NOT_ALLOWED);
        assertThat(answer.getRefused().getAdvice())
            .isEqualTo(
                field.getMessageType().getName()
                    + " for 110105-S017 is not for seat 110105-S018, which acts for itself only.");
        assertThat(answer.getRefused().hasRequestId()).isTrue();
      }
      own.hangUp();
    }
  }

  private static SeatCommand.Builder command(FieldDescriptor field, String seatId) {
    SeatCommand.Builder command =
        SeatCommand.newBuilder().setRequestId(grid.members().get(0).caller().nextId());
    Message.Builder what = command.newBuilderForField(field);
    what.setField(field.getMessageType().findFieldByName("seat_id"), seatId);
    command.setField(field, what.build());
    return command;
  }

  @Test
  void aSupervisorActsForASeatOfItsFloorThroughAnyNodeAndIsKeptOnRecord() {
    Logger audit = (Logger) LoggerFactory.getLogger("hotline.audit");
    ListAppender<ILoggingEvent> record = new ListAppender<>();
    record.start();
    Level before = audit.getLevel();
    audit.setLevel(Level.INFO);
    audit.addAppender(record);
    String seat = FLOOR + "-S019";
    SeatLine line = new SeatLine(grid.other(FLOOR).caller(), seat, "supervisor " + FLOOR + "-V01");
    assertThat(line.asks(SeatLine.signIn(grid.other(FLOOR).caller().nextId())).hasAccepted())
        .isTrue();
    line.hangUp();
    audit.detachAppender(record);
    audit.setLevel(before);
    assertThat(record.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains(
            "supervisor 110105-V01 sent OpenSession for 110105-S019",
            "supervisor 110105-V01 sent SignIn for 110105-S019");
  }
}
