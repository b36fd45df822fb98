import { ATTEMPT_FUNCTION } from "./script-parts.ts";

/**
 * Asks the Exchange shell what servers, databases and copies there are. It tells what it finds and concludes nothing:
 * `topology-of-rows.ts` and `units-of-rows.ts` make sense of it. A row is its kind and pairs of name and value. Argument: a
 * server, or nothing. A node of a cluster of 2007 stands for the mailbox server of that cluster.
 *
 * For the shells of Exchange 2007 (a snap-in; on PowerShell 2.0), 2010 (2.0) and 2013 to SE (5.1). From 2010 on
 * cmdlets run on the server and objects come back with types of their own, or as text: values are read by shape.
 * Times are UTC in ISO 8601 and numbers without the marks of a culture. A cmdlet that fails is a row, not the end.
 */
export const TOPOLOGY_SCRIPT = `
$only = [string]$args[0]
$invariant = [System.Globalization.CultureInfo]::InvariantCulture
$WarningPreference = 'SilentlyContinue'

function Text($value) {
  if ($null -eq $value) { return $null }
  if ($value -is [string]) { return $value }
  if ($value -is [DateTime]) { return $value.ToUniversalTime().ToString('o', $invariant) }
  if ($null -ne $value.PathName) { return [string]$value.PathName }
  if ($value -is [IFormattable]) { return $value.ToString($null, $invariant) }
  if ($null -ne $value.Name) { return [string]$value.Name }
  return [string]$value
}

${ATTEMPT_FUNCTION}
function Tell-Warnings([string]$about, $said) {
  foreach ($one in @($said)) {
    if ($null -ne $one) { Row 'warning' 'about' $about 'message' ([string]$one) }
  }
}

function Has-Command([string]$name) {
  return ($null -ne (Get-Command -Name $name -ErrorAction SilentlyContinue))
}

function Tell-Pairs([string]$what, $database, $pairs) {
  foreach ($pair in @($pairs)) {
    if ($null -eq $pair) { continue }
    if ($null -ne $pair.Key) {
      Row $what 'database' (Text $database.Name) 'server' (Text $pair.Key) 'value' (Text $pair.Value) 'pair' $null
    } else {
      Row $what 'database' (Text $database.Name) 'server' $null 'value' $null 'pair' (Text $pair)
    }
  }
}

$how = 'loaded'
if (-not (Has-Command 'Get-ExchangeServer')) {
  $how = 'none'
  $installed = [string]$env:ExchangeInstallPath
  $starter = $null
  if ($installed -ne '') { $starter = Join-Path -Path $installed -ChildPath 'bin\\RemoteExchange.ps1' }
  if (($null -ne $starter) -and (Test-Path -LiteralPath $starter)) {
    $ErrorActionPreference = 'Continue'
    Attempt 'shell' { . $starter; Connect-ExchangeServer -auto -ClientApplication:ManagementShell }
    if (Has-Command 'Get-ExchangeServer') { $how = 'connected' }
  } elseif ($null -ne (Get-PSSnapin -Registered -Name 'Microsoft.Exchange.Management.PowerShell.Admin' -ErrorAction SilentlyContinue)) {
    Attempt 'shell' { Add-PSSnapin -Name 'Microsoft.Exchange.Management.PowerShell.Admin' -ErrorAction Stop }
    if (Has-Command 'Get-ExchangeServer') { $how = 'snap-in' }
  }
}
Row 'shell' 'how' $how
if ($how -eq 'none') { return }

$servers = @(Attempt 'servers' { Get-ExchangeServer -ErrorAction Stop })
$holders = @()
foreach ($server in $servers) {
  if (([string]$server.IsMailboxServer) -eq 'False') { continue }
  $holders += (Text $server.Name)
  Row 'server' 'name' (Text $server.Name) 'fqdn' (Text $server.Fqdn) 'version' (Text $server.AdminDisplayVersion)
}

if (Has-Command 'Get-DatabaseAvailabilityGroup') {
  $groups = @(Attempt 'DAGs' { Get-DatabaseAvailabilityGroup -ErrorAction Stop })
  foreach ($group in $groups) {
    Row 'dag' 'name' (Text $group.Name) 'witness' (Text $group.WitnessServer)
    foreach ($member in @($group.Servers)) {
      if ($null -ne $member) { Row 'member' 'dag' (Text $group.Name) 'server' (Text $member) }
    }
  }
}

$nodes = @()
if (Has-Command 'Get-ClusteredMailboxServerStatus') {
  $asked = $only.Split('.')[0]
  $clustered = @(Attempt 'clusters' { Get-MailboxServer -ErrorAction Stop })
  foreach ($one in $clustered) {
    $name = Text $one.Name
    $machines = @()
    foreach ($machine in @($one.RedundantMachines)) {
      if ($null -ne $machine) { $machines += (Text $machine) }
    }
    if ($machines.Length -eq 0) { continue }
    if (($asked -ne '') -and ($machines -contains $asked)) {
      $asked = $name
      $only = $name
    }
    foreach ($machine in $machines) {
      Row 'node' 'server' $name 'node' $machine 'storage' (Text $one.ClusteredStorageType)
    }
    if ($asked -ne $name) { continue }
    $nodes = $machines
    $states = @(Attempt ('the cluster of ' + $name) { Get-ClusteredMailboxServerStatus -Identity $name -ErrorAction Stop })
    foreach ($state in $states) {
      if ($null -eq $state) { continue }
      foreach ($machine in @($state.OperationalMachines)) {
        if ($null -ne $machine) { Row 'operational' 'server' $name 'node' (Text $machine) }
      }
    }
  }
}

if (Has-Command 'Get-StorageGroup') {
  $groups = @(Attempt 'storage groups' { Get-StorageGroup -ErrorAction Stop })
  foreach ($group in $groups) {
    Row 'group' 'name' (Text $group.Name) 'guid' (Text $group.Guid) 'server' (Text $group.Server) 'circular' (Text $group.CircularLoggingEnabled) 'logs' (Text $group.LogFolderPath) 'system' (Text $group.SystemFolderPath) 'prefix' (Text $group.LogFilePrefix) 'recovery' (Text $group.Recovery)
  }
}

$ask = @{}
if ($only -ne '') { $ask['Server'] = $only }
$databases = @(Attempt 'databases' {
  Get-MailboxDatabase @ask -Status -ErrorAction Stop -WarningVariable said
  Tell-Warnings 'databases' $said
})
$mailboxOnes = $databases.Length
if (Has-Command 'Get-PublicFolderDatabase') {
  $databases += @(Attempt 'public folder databases' {
    Get-PublicFolderDatabase @ask -Status -ErrorAction Stop -WarningVariable said
    Tell-Warnings 'public folder databases' $said
  })
}
$told = @()
for ($at = 0; $at -lt $databases.Length; $at++) {
  $database = $databases[$at]
  if ($null -eq $database) { continue }
  $name = Text $database.Name
  Row 'database' 'name' $name 'guid' (Text $database.Guid) 'server' (Text $database.Server) 'mountedOn' (Text $database.MountedOnServer) 'home' (Text $database.MasterServerOrAvailabilityGroup) 'group' (Text $database.StorageGroup) 'recovery' (Text $database.Recovery) 'public' ($at -ge $mailboxOnes) 'circular' (Text $database.CircularLoggingEnabled) 'mounted' (Text $database.Mounted) 'inProgress' (Text $database.BackupInProgress) 'file' (Text $database.EdbFilePath) 'logs' (Text $database.LogFolderPath) 'system' (Text $database.SystemFolderPath) 'prefix' (Text $database.LogFilePrefix) 'worker' (Text $database.WorkerProcessId)
  Row 'backups' 'database' $name 'full' (Text $database.LastFullBackup) 'incremental' (Text $database.LastIncrementalBackup) 'differential' (Text $database.LastDifferentialBackup) 'copy' (Text $database.LastCopyBackup)
  foreach ($holder in @($database.Servers)) {
    if ($null -ne $holder) {
      Row 'holder' 'database' $name 'server' (Text $holder)
      $told += (Text $holder)
    }
  }
  Tell-Pairs 'preference' $database $database.ActivationPreference
  Tell-Pairs 'replay' $database $database.ReplayLagTimes
  Tell-Pairs 'truncation' $database $database.TruncationLagTimes
}

if (Has-Command 'Get-MailboxDatabaseCopyStatus') {
  foreach ($holder in $holders) {
    if (($only -ne '') -and ($told -notcontains $holder)) { continue }
    $copies = @(Attempt ('copies on ' + $holder) { Get-MailboxDatabaseCopyStatus -Server $holder -ErrorAction Stop })
    foreach ($copy in $copies) {
      if ($null -eq $copy) { continue }
      Row 'copy' 'database' (Text $copy.DatabaseName) 'server' (Text $copy.MailboxServer) 'active' (Text $copy.ActiveCopy) 'status' (Text $copy.Status) 'copyQueue' (Text $copy.CopyQueueLength) 'replayQueue' (Text $copy.ReplayQueueLength) 'databaseMount' (Text $copy.DatabaseVolumeMountPoint) 'databaseVolume' (Text $copy.DatabaseVolumeName) 'logMount' (Text $copy.LogVolumeMountPoint) 'logVolume' (Text $copy.LogVolumeName)
    }
  }
}

if ($nodes.Length -gt 0) {
  $copies = @(Attempt 'copies of storage groups' { Get-StorageGroupCopyStatus @ask -ErrorAction Stop })
  foreach ($copy in $copies) {
    if ($null -eq $copy) { continue }
    Row 'groupCopy' 'group' (Text $copy.Identity) 'status' (Text $copy.SummaryCopyStatus)
  }
}
`;
