package city.hotline.node.endpoint;

import city.hotline.core.directory.BrokenDirectory;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryCheck;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.GetDirectoryRequest;
import city.hotline.proto.directory.v1.GetDirectoryResponse;
import city.hotline.proto.directory.v1.ListClassesRequest;
import city.hotline.proto.directory.v1.ListClassesResponse;
import city.hotline.proto.directory.v1.ListDirectoriesRequest;
import city.hotline.proto.directory.v1.ListDirectoriesResponse;
import city.hotline.proto.directory.v1.ListPlacesRequest;
import city.hotline.proto.directory.v1.ListPlacesResponse;
import city.hotline.proto.directory.v1.ListUnitsRequest;
import city.hotline.proto.directory.v1.ListUnitsResponse;
import city.hotline.proto.directory.v1.LoadDirectoryRequest;
import city.hotline.proto.directory.v1.LoadDirectoryResponse;
import city.hotline.proto.directory.v1.MigrateOrderRequest;
import city.hotline.proto.directory.v1.MigrateOrderResponse;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.MigrateOrder;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.LoadDirectory;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Places, units and classes, page by page in the order of their codes; and the versions of all
 * that, one of which is loaded by a command, after it was checked here once more.
 */
public final class DirectoryEndpoint extends DirectoryServiceGrpc.DirectoryServiceImplBase {
  private static final int DEFAULT_PAGE = 200;
  private static final int LARGEST_PAGE = 1_000;

  /**
   * Callers take 8 KiB of trailers. What is told stands there three times: percent-encoded, which
   * makes nine bytes of a Chinese character, and twice in base64.
   */
  private static final int MOST_TOLD_BYTES = 1_000;

  private final Router router;
  private final DocketCalls dockets;
  private final KnownDirectories directories;

  /** Lists these directories, and sends commands this way. */
  public DirectoryEndpoint(Router router, KnownDirectories directories) {
    this.router = router;
    this.dockets = new DocketCalls(router);
    this.directories = directories;
  }

  /** The version that is asked for; null after it was refused. */
  private @Nullable Directory directory(String name, StreamObserver<?> observer) {
    Directory named = name.isEmpty() ? directories.inForce().directory() : directories.named(name);
    if (named == null) {
      observer.onError(unknown("directory", name));
    }
    return named;
  }

  private static StatusRuntimeException unknown(String field, String name) {
    return Refusals.invalid(
        field, name, "a version that ListDirectories names, ./hotline directory show");
  }

  @Override
  public void listPlaces(ListPlacesRequest request, StreamObserver<ListPlacesResponse> observer) {
    Directory directory = directory(request.getDirectory(), observer);
    if (directory == null) {
      return;
    }
    String parent = request.getParent().isEmpty() ? ShardId.CITY : request.getParent();
    if (directory.place(parent).isEmpty()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_UNKNOWN_PLACE,
              Map.of("parent", parent),
              "Name a city, district or street code; empty lists the districts."));
      return;
    }
    ListPlacesResponse.Builder response = ListPlacesResponse.newBuilder();
    page(
        observer,
        directory.children(parent),
        Place::getCode,
        request.getPageSize(),
        request.getPageToken(),
        (places, next) ->
            Unary.succeed(observer, response.addAllPlaces(places).setNextPageToken(next).build()));
  }

  @Override
  public void listUnits(ListUnitsRequest request, StreamObserver<ListUnitsResponse> observer) {
    Directory directory = directory(request.getDirectory(), observer);
    if (directory == null) {
      return;
    }
    String parent = request.getParent();
    if (!parent.isEmpty() && directory.unit(parent).isEmpty()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_UNKNOWN_UNIT,
              Map.of("parent", parent),
              "Name a unit's code; empty lists all units."));
      return;
    }
    List<Unit> units =
        directory.units().stream()
            .filter(u -> parent.isEmpty() || u.getParent().equals(parent))
            .toList();
    ListUnitsResponse.Builder response = ListUnitsResponse.newBuilder();
    page(
        observer,
        units,
        Unit::getCode,
        request.getPageSize(),
        request.getPageToken(),
        (page, next) ->
            Unary.succeed(observer, response.addAllUnits(page).setNextPageToken(next).build()));
  }

  @Override
  public void listClasses(
      ListClassesRequest request, StreamObserver<ListClassesResponse> observer) {
    Directory directory = directory(request.getDirectory(), observer);
    if (directory == null) {
      return;
    }
    String parent = request.getParent();
    List<OrderClass> classes =
        directory.classTree().stream()
            .filter(c -> parent.isEmpty() || c.getParent().equals(parent))
            .toList();
    ListClassesResponse.Builder response = ListClassesResponse.newBuilder();
    page(
        observer,
        classes,
        OrderClass::getCode,
        request.getPageSize(),
        request.getPageToken(),
        (page, next) ->
            Unary.succeed(observer, response.addAllClasses(page).setNextPageToken(next).build()));
  }

  @Override
  public void listDirectories(
      ListDirectoriesRequest request, StreamObserver<ListDirectoriesResponse> observer) {
    ListDirectoriesResponse.Builder response =
        ListDirectoriesResponse.newBuilder().setInForce(directories.inForce().name());
    for (DirectoryVersion version : directories.set().getVersionsList()) {
      response.addVersions(version.toBuilder().clearPacked());
    }
    Unary.succeed(observer, response.build());
  }

  @Override
  public void getDirectory(
      GetDirectoryRequest request, StreamObserver<GetDirectoryResponse> observer) {
    for (DirectoryVersion version : directories.set().getVersionsList()) {
      if (version.getName().equals(request.getName())) {
        Unary.succeed(observer, GetDirectoryResponse.newBuilder().setVersion(version).build());
        return;
      }
    }
    observer.onError(unknown("name", request.getName()));
  }

  @Override
  public void loadDirectory(
      LoadDirectoryRequest request, StreamObserver<LoadDirectoryResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    DirectoryPack pack;
    try {
      pack = DirectoryPack.unpacked(request.getPacked());
      List<String> troubles = DirectoryCheck.troubles(pack);
      if (!troubles.isEmpty()) {
        observer.onError(broken(troubles));
        return;
      }
    } catch (BrokenDirectory e) {
      observer.onError(broken(e.troubles()));
      return;
    }
    Unary.answer(
        router.submit(
            ShardCommand.newBuilder()
                .setShard(ShardId.floor(ShardId.CITY).toRef())
                .setRequestId(request.getRequestId())
                .setFloor(
                    FloorCommand.newBuilder()
                        .setLoadDirectory(
                            LoadDirectory.newBuilder()
                                .setValidFrom(request.getValidFrom())
                                .setPacked(request.getPacked())
                                .setDigest(pack.digest())
                                .setLoadedBy(AccessGate.caller().toString())
                                .setReason(request.getReason())
                                .setForget(request.getForget())))
                .build()),
        observer,
        accepted ->
            LoadDirectoryResponse.newBuilder()
                .setAcknowledgement(accepted.acknowledgement())
                .setName(accepted.reply().getDirectory())
                .build());
  }

  /** As many troubles as fit into the trailers of an answer. */
  private static StatusRuntimeException broken(List<String> troubles) {
    return Refusals.invalid(
        "packed",
        troubles.size() + " troubles",
        "files without any; ./hotline directory check lists all. " + told(troubles));
  }

  /** The first lines; of a longer text, what fits. */
  private static String told(List<String> troubles) {
    ByteString all = ByteString.copyFromUtf8(String.join("\n", troubles));
    if (all.size() <= MOST_TOLD_BYTES) {
      return all.toStringUtf8();
    }
    int end = MOST_TOLD_BYTES;
    while ((all.byteAt(end) & 0xC0) == 0x80) { // not within a character
      end--;
    }
    return all.substring(0, end).toStringUtf8() + "…";
  }

  @Override
  public void migrateOrder(
      MigrateOrderRequest request, StreamObserver<MigrateOrderResponse> observer) {
    // Whether there is the version is for the docket to say: news of it may come here a moment
    // late,
    // and it refuses for now, not for good.
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setMigrateOrder(
                MigrateOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setDirectory(request.getDirectory())
                    .setReason(request.getReason())),
        observer,
        safe -> MigrateOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }

  private static <T> void page(
      StreamObserver<?> observer,
      List<T> all,
      Function<T, String> code,
      int askedSize,
      String after,
      BiConsumer<List<T>, String> answer) {
    int size = askedSize == 0 ? DEFAULT_PAGE : askedSize;
    if (size < 1 || size > LARGEST_PAGE) {
      observer.onError(Refusals.invalid("page_size", askedSize, "0, or 1 to " + LARGEST_PAGE));
      return;
    }
    List<T> rest = all.stream().filter(t -> code.apply(t).compareTo(after) > 0).toList();
    List<T> page = rest.subList(0, Math.min(size, rest.size()));
    answer.accept(page, page.size() < rest.size() ? code.apply(page.get(page.size() - 1)) : "");
  }
}
