import { PACK_FUNCTIONS } from "../../model/packed.ts";

/**
 * What runs on the Windows side: a loop that answers requests on stdin with lines on stdout (`frames.ts` tells which). It
 * decides nothing; what to read, from where and how often is decided in this program, where it can be tested. It ends when
 * stdin ends, so that it cannot outlive the program.
 *
 * For PowerShell 2.0 to 5.1. Nothing is put into the text: values come as base64 of UTF-8 over stdin.
 *
 * - stdin and stdout are opened as ASCII, since the console's own code page is not to be relied on.
 * - The number of an error is not public, but part of what an EventLogException serialises ("errorCode").
 * - Likewise a bookmark: it is opaque, but ISerializable; its parts are taken out and put in again through the interface
 *   and the documented constructor for it. No BinaryFormatter: what the state folder holds must not become objects.
 * - 1734 is RPC_S_INVALID_BOUND: the events of one batch are too large to be handed over together.
 */
export const READER_SCRIPT = `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
  Write-Output '{tl1 0 limited tl1}'
  exit 3
}
[void][System.Reflection.Assembly]::LoadWithPartialName('System.Core')
$ascii = New-Object System.Text.ASCIIEncoding
$stdin = New-Object System.IO.StreamReader -ArgumentList @([Console]::OpenStandardInput(), $ascii)
$stdout = New-Object System.IO.StreamWriter -ArgumentList @([Console]::OpenStandardOutput(), $ascii)
$logName = [System.Diagnostics.Eventing.Reader.PathType]::LogName
$patience = [TimeSpan]::FromSeconds(60)
$longest = 2097152
$heaviest = 4194304
$weight = 0
$seq = '0'
$server = 'localhost'
$session = $null
$here = @{}
$converter = New-Object System.Runtime.Serialization.FormatterConverter
$context = New-Object System.Runtime.Serialization.StreamingContext

${PACK_FUNCTIONS}
function Send([string]$kind, [object[]]$fields) {
  $line = '{tl1 ' + $seq + ' ' + $kind
  foreach ($field in $fields) { $line = $line + ' ' + (Pack $field) }
  $stdout.Write($line + ' tl1}' + [char]10)
}

function Get-Cause($problem) {
  $cause = $problem.Exception
  while ($null -ne $cause.InnerException) { $cause = $cause.InnerException }
  return $cause
}

function Get-Errno($cause) {
  if ($cause -is [System.UnauthorizedAccessException]) { return 5 }
  if ($cause -is [System.ComponentModel.Win32Exception]) { return $cause.NativeErrorCode }
  try {
    $info = New-Object System.Runtime.Serialization.SerializationInfo -ArgumentList @($cause.GetType(), $converter)
    $cause.GetObjectData($info, $context)
    return $info.GetInt32('errorCode')
  } catch {
    return 0
  }
}

function Export-Bookmark($bookmark) {
  $type = [System.Diagnostics.Eventing.Reader.EventBookmark]
  $info = New-Object System.Runtime.Serialization.SerializationInfo -ArgumentList @($type, $converter)
  $method = [System.Runtime.Serialization.ISerializable].GetMethod('GetObjectData')
  $arguments = [object[]]@($info.PSObject.BaseObject, $context.PSObject.BaseObject)
  [void]$method.Invoke($bookmark.PSObject.BaseObject, $arguments)
  $entries = $info.GetEnumerator()
  $lines = @()
  while ($entries.MoveNext()) { $lines += ((Pack $entries.Name) + ' ' + (Pack $entries.Value)) }
  return [string]::Join(',', $lines)
}

function Import-Bookmark([string]$text) {
  $type = [System.Diagnostics.Eventing.Reader.EventBookmark]
  $info = New-Object System.Runtime.Serialization.SerializationInfo -ArgumentList @($type, $converter)
  foreach ($line in $text.Split(',')) {
    $pair = $line.Split(' ')
    $info.AddValue((Unpack $pair[0]), (Unpack $pair[1]))
  }
  $kinds = [Type[]]@([System.Runtime.Serialization.SerializationInfo], [System.Runtime.Serialization.StreamingContext])
  $flags = [System.Reflection.BindingFlags]'NonPublic,Public,Instance'
  $maker = $type.GetConstructor($flags, $null, $kinds, $null)
  return $maker.Invoke([object[]]@($info.PSObject.BaseObject, $context.PSObject.BaseObject))
}

function Get-Session {
  if ($null -eq $script:session) {
    if ($server -eq 'localhost') {
      $script:session = New-Object System.Diagnostics.Eventing.Reader.EventLogSession
    } else {
      $script:session = New-Object System.Diagnostics.Eventing.Reader.EventLogSession -ArgumentList @($server)
    }
  }
  return $script:session
}

function Open-Log([string]$channel, [string]$xml, $place, [bool]$newestFirst) {
  $query = New-Object System.Diagnostics.Eventing.Reader.EventLogQuery -ArgumentList @($channel, $logName, $xml)
  $query.Session = Get-Session
  $query.ReverseDirection = $newestFirst
  if ($null -eq $place) {
    return (New-Object System.Diagnostics.Eventing.Reader.EventLogReader -ArgumentList @($query))
  }
  return (New-Object System.Diagnostics.Eventing.Reader.EventLogReader -ArgumentList @($query, $place))
}

function Send-One([string]$channel, [string]$xml, [bool]$newestFirst, [string]$kind, [object[]]$fields) {
  $reader = Open-Log $channel $xml $null $newestFirst
  try {
    $reader.BatchSize = 1
    $record = $reader.ReadEvent($patience)
    if ($null -eq $record) {
      Send $kind ($fields + @($null, $null))
    } else {
      Send $kind ($fields + @($record.RecordId, $record.ToXml()))
      $record.Dispose()
    }
  } finally {
    $reader.Dispose()
  }
}

function Send-State([string]$channel, [string]$xml) {
  $state = (Get-Session).GetLogInformation($channel, $logName)
  Send-One $channel $xml $true 'log' @($state.OldestRecordNumber, $state.RecordCount)
}

function Send-Record($record) {
  $number = $record.RecordId
  try {
    $xml = $record.ToXml()
    if ($xml.Length -gt $longest) { throw 'too long' }
    $script:weight += $xml.Length
    Send 'record' @($number, $xml)
  } catch {
    $cause = Get-Cause $_
    Send 'bad' @($number, (Get-Errno $cause), $cause.Message)
  }
}

function Send-Records([string]$channel, [string]$xml, [string]$from, [int]$most, [string]$export) {
  $place = $null
  if ($from -eq 'here') { $place = $here[$channel] }
  elseif ($from -ne '') { $place = Import-Bookmark $from }
  $size = 64
  $sent = 0
  $ended = 0
  $script:weight = 0
  $reader = Open-Log $channel $xml $place $false
  try {
    $reader.BatchSize = $size
    while (($sent -lt $most) -and ($ended -eq 0) -and ($script:weight -lt $heaviest)) {
      $record = $null
      $problem = $null
      try { $record = $reader.ReadEvent($patience) } catch { $problem = $_ }
      if ($null -ne $record) {
        Send-Record $record
        $place = $record.Bookmark
        $record.Dispose()
        $sent = $sent + 1
      } elseif ($null -eq $problem) {
        $ended = 1
      } elseif ((Get-Errno (Get-Cause $problem)) -ne 1734) {
        if ($sent -eq 0) { throw $problem }
        $most = $sent
      } elseif ($size -gt 1) {
        $size = [int][Math]::Floor($size / 2)
        $reader.Dispose()
        $reader = Open-Log $channel $xml $place $false
        $reader.BatchSize = $size
      } else {
        $reader.Seek([System.IO.SeekOrigin]::Current, 1)
        Send 'bad' @($null, 1734, 'too large to be handed over')
        $sent = $sent + 1
      }
    }
  } finally {
    $reader.Dispose()
  }
  $here[$channel] = $place
  $text = $null
  if (($export -eq 'export') -and ($null -ne $place)) {
    try { $text = Export-Bookmark $place } catch { $text = '' }
  }
  Send 'done' @($sent, $ended, $text)
}

Send 'hello' @($PSVersionTable.PSVersion, $PSVersionTable.CLRVersion, [Environment]::OSVersion.Version, [Environment]::MachineName, (Get-Culture).Name)
$stdout.Flush()
while ($true) {
  $line = $stdin.ReadLine()
  if ($null -eq $line) { break }
  $words = $line.Trim().Split(' ')
  $seq = $words[0]
  $verb = $words[1]
  $values = @()
  for ($at = 2; $at -lt $words.Length; $at++) { $values += (Unpack $words[$at]) }
  try {
    if ($verb -eq 'open') { $server = $values[0]; Send 'opened' @() }
    elseif ($verb -eq 'log') { Send-State $values[0] $values[1] }
    elseif ($verb -eq 'first') { Send-One $values[0] $values[1] $false 'first' @() }
    elseif ($verb -eq 'read') { Send-Records $values[0] $values[1] $values[2] ([int]$values[3]) $values[4] }
    elseif ($verb -eq 'bye') { Send 'bye' @(); break }
    else { Send 'trouble' @(0, 'verb', $verb) }
  } catch {
    $cause = Get-Cause $_
    $session = $null
    Send 'trouble' @((Get-Errno $cause), $cause.GetType().FullName, $cause.Message)
  }
  $stdout.Flush()
}
$stdout.Flush()
`;
